import { createPublicClient, createWalletClient, defineChain, http, webSocket } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { abi, bytecode, recipient, run } from './scenario.mjs';

const timeout = 60_000;

async function connect({ rpc, key }) {
  const transport = http(rpc, { timeout });
  const reader = createPublicClient({ transport, pollingInterval: 100 });
  const chain = defineChain({
    id: await reader.getChainId(),
    name: 'demo rollup',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  });
  const wallet = createWalletClient({ account: privateKeyToAccount(key), chain, transport });
  return { reader, wallet };
}

const receiptOf = (reader, hash) => reader.waitForTransactionReceipt({ hash, timeout });

await run({
  async sendAndWait(mesh) {
    const { reader, wallet } = await connect(mesh);
    const hash = await wallet.sendTransaction({ to: recipient, value: 1n });
    return { hash, status: (await receiptOf(reader, hash)).status };
  },

  async twoQuickSends(mesh) {
    const { reader, wallet } = await connect(mesh);
    const first = await wallet.sendTransaction({ to: recipient, value: 1n });
    const second = await wallet.sendTransaction({ to: recipient, value: 2n });
    const receipts = [await receiptOf(reader, first), await receiptOf(reader, second)];
    const sent = [await reader.getTransaction({ hash: first }), await reader.getTransaction({ hash: second })];
    return {
      nonces: sent.map((transaction) => transaction.nonce),
      statuses: receipts.map((receipt) => receipt.status),
    };
  },

  async deploy(mesh) {
    const { reader, wallet } = await connect(mesh);
    const hash = await wallet.deployContract({ abi, bytecode });
    const { contractAddress: address } = await receiptOf(reader, hash);
    return { address, answer: await reader.readContract({ address, abi, functionName: 'answer' }) };
  },

  async sendSync(mesh) {
    const { wallet } = await connect(mesh);
    const receipt = await wallet.sendTransactionSync({ to: recipient, value: 1n });
    return { hash: receipt.transactionHash, status: receipt.status };
  },

  async newHeads(mesh) {
    const { reader, wallet } = await connect(mesh);
    const socket = createPublicClient({ transport: webSocket(mesh.websocket) });
    const before = await reader.getBlockNumber({ cacheTime: 0 });
    let seen;
    const head = new Promise((resolve) => { seen = resolve; });
    const { unsubscribe } = await socket.transport.subscribe({
      params: ['newHeads'],
      onData: ({ result }) => seen(BigInt(result.number)),
    });
    const hash = await wallet.sendTransaction({ to: recipient, value: 1n });
    const number = await head;
    await unsubscribe();
    return { isNew: number > before, status: (await receiptOf(reader, hash)).status };
  },

  async tooLowNonce(mesh) {
    const { reader, wallet } = await connect(mesh);
    await receiptOf(reader, await wallet.sendTransaction({ to: recipient, value: 1n }));
    // Another value: with the same fees it would be the first transaction again, and that is already known.
    const error = await wallet
      .sendTransaction({ to: recipient, value: 2n, nonce: 0, gas: 21_000n })
      .catch((failure) => failure);
    return { code: error.walk((cause) => cause.name === 'NonceTooLowError')?.name };
  },
});
