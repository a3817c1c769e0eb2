import { ContractFactory, JsonRpcProvider, Wallet, WebSocketProvider } from 'ethers';
import { abi, bytecode, recipient, run } from './scenario.mjs';

const patience = 60_000;

const connect = ({ rpc, key }) => new Wallet(key, new JsonRpcProvider(rpc));

await run({
  async sendAndWait(mesh) {
    const sent = await connect(mesh).sendTransaction({ to: recipient, value: 1n });
    const receipt = await sent.wait(1, patience);
    return { hash: sent.hash, status: receipt.status };
  },

  async twoQuickSends(mesh) {
    // A provider remembers answers for 250 ms, the nonce among them, so the second send needs one of its own to ask.
    const first = await connect(mesh).sendTransaction({ to: recipient, value: 1n });
    const second = await connect(mesh).sendTransaction({ to: recipient, value: 2n });
    const receipts = [await first.wait(1, patience), await second.wait(1, patience)];
    return { nonces: [first.nonce, second.nonce], statuses: receipts.map((receipt) => receipt.status) };
  },

  async deploy(mesh) {
    const contract = await new ContractFactory(abi, bytecode, connect(mesh)).deploy();
    await contract.waitForDeployment();
    return { address: await contract.getAddress(), answer: await contract.answer() };
  },

  async sendSync(mesh) {
    const wallet = connect(mesh);
    const request = await wallet.populateTransaction({ to: recipient, value: 1n });
    const receipt = await wallet.provider.send('eth_sendRawTransactionSync', [await wallet.signTransaction(request)]);
    return { hash: receipt.transactionHash, status: Number(receipt.status) };
  },

  async newHeads(mesh) {
    const socket = new WebSocketProvider(mesh.websocket);
    const before = await socket.getBlockNumber();
    const head = new Promise((resolve) => socket.on('block', (number) => number > before && resolve(number)));
    const sent = await new Wallet(mesh.key, socket).sendTransaction({ to: recipient, value: 1n });
    const number = await head;
    const receipt = await sent.wait(1, patience);
    return { isNew: number > before, status: receipt.status };
  },

  async tooLowNonce(mesh) {
    const wallet = connect(mesh);
    await (await wallet.sendTransaction({ to: recipient, value: 1n })).wait(1, patience);
    // Another value: with the same fees it would be the first transaction again, and that is already known.
    const error = await wallet.sendTransaction({ to: recipient, value: 2n, nonce: 0 }).catch((failure) => failure);
    return { code: error.code };
  },
});
