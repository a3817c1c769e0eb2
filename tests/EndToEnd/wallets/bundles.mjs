// A stranger's client of bundles, written from services/Bundles/README.md alone.
import { readFile } from 'node:fs/promises';
import { JsonRpcProvider, TypedDataEncoder, Wallet, concat, decodeRlp, encodeRlp, getBytes, hexlify, keccak256, randomBytes,
  recoverAddress, toBeHex, toUtf8Bytes, ZeroAddress, ZeroHash } from 'ethers';
import { recipient, run } from './scenario.mjs';

const genesisFile = process.argv[6];
const domain = { name: 'SharedSequencer', version: '1' };
const members = (text) => text.split(',').map((member) => ({ type: member.split(' ')[0], name: member.split(' ')[1] }));
const LegTerms = members('uint64 rollup,address escrow,bytes32 lock,bytes32 preconditions');
const BundleTerms = members('bytes32 network,uint8 mode,address submitter,uint64 notAfter,uint64 decisionDelay,bytes32 replacement,'
  + 'uint64 version,bytes32 salt,LegTerms[] legs');
const Bundle = members('BundleTerms terms,bytes[][] transactions');
const BundleCancel = members('bytes32 network,address submitter,bytes32 bundle,bytes32 replacement,uint64 version,uint64 notAfter');
const Preconditions = members('uint64 minBlock,uint64 maxBlock,uint64 slack,NonceIs[] nonces,StorageIs[] storage,BalanceIs[] balances');
const NonceIs = members('address account,uint64 nonce');
const StorageIs = members('address account,bytes32 slot,bytes32 value');
const BalanceIs = members('address account,uint256 least');
const modes = { inclusion: 1, precondition: 2, execution: 3 };
const kinds = { bundle: 3, decision: 4 };
// Init code that reverts.
const reverting = '0x60006000fd';
const Vote = members('bytes32 network,uint64 epoch,uint8 kind,uint64 view,bytes32 block');

const rlpNumber = (value) => (BigInt(value) === 0n ? '0x' : toBeHex(BigInt(value)));
const numberOf = (item) => (item === '0x' ? 0n : BigInt(item));

class Bundles {
  constructor(rpc, genesis) {
    this.root = new URL('/', rpc).toString();
    this.genesis = genesis;
    this.network = keccak256(encodeRlp([
      hexlify(toUtf8Bytes(genesis.name)), rlpNumber(genesis.time), rlpNumber(genesis.epoch),
      genesis.validators.map(({ address, weight }) => [address, rlpNumber(weight)]), genesis.ingresses,
      genesis.grants.map(({ rollupId, chainId, owner }) => [rlpNumber(rollupId), rlpNumber(chainId), owner]),
    ]));
  }

  async ask(method, path, body) {
    const answer = await fetch(this.root + path, {
      method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(json.detail), { code: json.code, status: answer.status });
    return json;
  }

  /** A signed bundle of one transaction per rollup, a transfer unless said otherwise. */
  async make(wallet, rollups, nonce, { mode = 'inclusion', decisionDelay = '0', preconditions = [], calls = [] } = {}) {
    const terms = {
      network: this.network, mode: modes[mode], submitter: wallet.address, notAfter: String(Date.now() + 120_000), decisionDelay,
      replacement: ZeroHash, version: '0', salt: hexlify(randomBytes(32)),
      legs: rollups.map(({ rollupId }, i) => ({
        rollup: rollupId, escrow: ZeroAddress, lock: ZeroHash,
        preconditions: preconditions[i] ? this.structHash(preconditions[i]) : ZeroHash,
      })),
    };
    const transactions = await Promise.all(rollups.map(async ({ chainId }, i) => [await wallet.signTransaction({
      type: 2, chainId: Number(chainId), nonce, maxFeePerGas: 100_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n,
      ...(calls[i] ?? { to: recipient, value: 1n, gasLimit: 21_000n }),
    })]));
    const types = { Bundle, BundleTerms, LegTerms };
    return {
      id: TypedDataEncoder.hash(domain, types, { terms, transactions }),
      escrowId: TypedDataEncoder.hash(domain, { BundleTerms, LegTerms }, terms),
      transactions,
      request: {
        network: terms.network, mode, submitter: terms.submitter, notAfter: terms.notAfter, decisionDelay, salt: terms.salt,
        legs: rollups.map(({ chainId }, i) => ({ chainId, txs: transactions[i], preconditions: preconditions[i] })),
        signature: await wallet.signTypedData(domain, types, { terms, transactions }),
      },
    };
  }

  structHash({ minBlock = '0', maxBlock = '0', slack = '0', nonces = [], storage = [], balances = [] }) {
    return TypedDataEncoder.hashStruct('Preconditions', { Preconditions, NonceIs, StorageIs, BalanceIs },
      { minBlock, maxBlock, slack, nonces, storage, balances });
  }

  async cancel(wallet, bundle) {
    const value = {
      network: this.network, submitter: wallet.address, bundle, replacement: ZeroHash, version: '0', notAfter: String(Date.now() + 120_000),
    };
    const signature = await wallet.signTypedData(domain, { BundleCancel }, value);
    const { network, submitter, notAfter } = value;
    return this.ask('DELETE', `v1/bundles/${bundle}?wait=20000`, { network, submitter, bundle, notAfter, signature });
  }

  /** The steps of a bundle, to the last one. */
  async follow(id) {
    const answer = await fetch(`${this.root}v1/bundles/${id}/events`);
    const events = (await answer.text()).split('\n\n').filter((event) => event.includes('data: '));
    return events.map((event) => ({
      event: /^event: (.*)$/m.exec(event)[1], ...JSON.parse(/^data: (.*)$/m.exec(event)[1]),
    }));
  }

  /** Asks until the archive has the block with the word about the bundle, or with the decision. */
  async proof(id, part = 'bundle') {
    for (let tries = 0; tries < 50; tries++) {
      const proofs = await this.ask('GET', `v1/bundles/${id}/proof`)
        .catch((failure) => { if (failure.code !== 'no-proof') throw failure; });
      if (proofs?.[part]) return proofs[part];
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`no proof of the ${part} of ${id}`);
  }

  /** The code that a proof proves of a subject; throws when it proves none. */
  verify(rlp, wantedKind, wantedSubject) {
    const [outcome, index, count, path, header, finalization, descendants] = decodeRlp(rlp);
    const [kind, lane, subject, code] = outcome;
    const insist = (holds, what) => { if (!holds) throw new Error(`the proof does not verify: ${what}`); };
    insist(numberOf(kind) === BigInt(wantedKind) && lane === '0x' && subject === wantedSubject, 'subject');
    const leaf = concat(['0xe4', kind, '0x80', '0xa0', subject, code]);
    insist(leaf === encodeRlp(outcome) && getBytes(leaf).length === 37, 'leaf');
    this.verifyPath(keccak256(concat(['0x00', leaf])), numberOf(index), numberOf(count) - 1n, path, header[9], insist);

    let tip = header;
    insist(header[0] === this.network && numberOf(header[1]) === BigInt(this.genesis.epoch), 'network and epoch');
    for (const next of descendants) {
      insist(next[4] === keccak256(encodeRlp(tip)) && numberOf(next[2]) === numberOf(tip[2]) + 1n, 'descendant');
      tip = next;
    }
    this.verifyFinalization(finalization, tip, insist);
    return Number(numberOf(code));
  }

  verifyPath(leafHash, index, last, path, root, insist) {
    let hash = leafHash;
    insist(index <= last, 'index');
    for (const sibling of path) {
      insist(last !== 0n, 'path too long');
      if (index % 2n === 1n || index === last) {
        hash = keccak256(concat(['0x01', sibling, hash]));
        while (index % 2n === 0n && index !== 0n) [index, last] = [index / 2n, last / 2n];
      } else {
        hash = keccak256(concat(['0x01', hash, sibling]));
      }
      [index, last] = [index / 2n, last / 2n];
    }
    insist(last === 0n && hash === root, 'path');
  }

  verifyFinalization([kind, epoch, view, block, votes], tip, insist) {
    insist(numberOf(kind) === 3n && numberOf(epoch) === BigInt(this.genesis.epoch), 'kind of certificate');
    insist(view === tip[3] && block === keccak256(encodeRlp(tip)), 'block of certificate');
    const digest = TypedDataEncoder.hash(domain, { Vote }, {
      network: this.network, epoch: numberOf(epoch), kind: 3, view: numberOf(view), block,
    });
    const { validators } = this.genesis;
    let [weight, before] = [0n, -1n];
    for (const [validator, signature] of votes) {
      insist(numberOf(validator) > before, 'order of votes');
      before = numberOf(validator);
      const member = validators[Number(before)];
      insist(recoverAddress(digest, signature).toLowerCase() === member.address.toLowerCase(), 'signature');
      weight += BigInt(member.weight);
    }
    const total = validators.reduce((sum, member) => sum + BigInt(member.weight), 0n);
    insist(weight >= (2n * total) / 3n + 1n, 'quorum');
  }
}

async function begin({ rpc, key }) {
  const bundles = new Bundles(rpc, JSON.parse(await readFile(genesisFile, 'utf8')));
  const { rollups } = await bundles.ask('GET', 'v1/rollups');
  return { bundles, wallet: new Wallet(key), rollups: rollups.slice(0, 2) };
}

await run({
  /** Submits, follows to the end, proves, and waits for the execution on both rollups. */
  async include(mesh) {
    const { bundles, wallet, rollups } = await begin(mesh);
    const bundle = await bundles.make(wallet, rollups, 0);
    const sent = await bundles.ask('POST', 'v1/bundles', bundle.request);
    const again = await bundles.ask('POST', 'v1/bundles?wait=20000', bundle.request);
    const steps = await bundles.follow(bundle.id);
    const proof = await bundles.proof(bundle.id);
    const code = bundles.verify(proof.rlp, kinds.bundle, bundle.id);
    const statuses = [];
    for (const [i, { chainId }] of rollups.entries()) {
      const node = new JsonRpcProvider(new URL(`/rpc/${chainId}`, mesh.rpc).toString());
      const receipt = await node.waitForTransaction(keccak256(bundle.transactions[i][0]), 1, 60_000);
      statuses.push(receipt.status);
    }
    const ids = [sent, again].map((answer) => answer.bundleHash === bundle.id && answer.escrowId === bundle.escrowId);
    return { ids, status: again.status, events: steps.map((step) => step.event), code, statuses };
  },

  /** Cancels before it submits: the chain refuses the bundle, and that is proved; then the same through JSON-RPC. */
  async cancel(mesh) {
    const { bundles, wallet, rollups } = await begin(mesh);
    const bundle = await bundles.make(wallet, rollups, 0);
    const cancelled = await bundles.cancel(wallet, bundle.id);
    const node = new JsonRpcProvider(mesh.rpc);
    const sent = await node.send('seq_sendBundle', [bundle.request, 20_000]);
    const proof = await bundles.proof(bundle.id);
    const tooLate = await bundles.cancel(wallet, bundle.id).catch((failure) => failure.code);
    return { cancelled: cancelled.status, status: sent.status, reason: sent.code, code: bundles.verify(proof.rlp, kinds.bundle, bundle.id), tooLate };
  },

  /** Demands what does not hold of one rollup's state, then what does. */
  async demand(mesh) {
    const { bundles, wallet, rollups } = await begin(mesh);
    const demand = (least) => bundles.make(wallet, rollups, 0, {
      mode: 'precondition',
      preconditions: [{
        slack: '1000', nonces: [{ account: wallet.address, nonce: '0' }], balances: [{ account: wallet.address, least }],
        storage: [{ account: recipient, slot: ZeroHash, value: ZeroHash }],
      }],
    });
    const tooMuch = await demand((2n ** 255n).toString());
    const refused = await bundles.ask('POST', 'v1/bundles', tooMuch.request).catch((failure) => failure.code);
    const bundle = await demand('1');
    const sent = await bundles.ask('POST', 'v1/bundles?wait=20000', bundle.request);
    const proof = await bundles.proof(bundle.id);
    return { refused, status: sent.status, mode: sent.mode, code: bundles.verify(proof.rlp, kinds.bundle, bundle.id) };
  },

  /** Two bundles of execution mode: the legs of one run, one leg of the other reverts. */
  async decide(mesh) {
    const { bundles, wallet, rollups } = await begin(mesh);
    const decided = async (nonce, calls) => {
      const bundle = await bundles.make(wallet, rollups, nonce, { mode: 'execution', decisionDelay: '60000', calls });
      await bundles.ask('POST', 'v1/bundles?wait=20000', bundle.request);
      const steps = await bundles.follow(bundle.id);
      const proof = await bundles.proof(bundle.escrowId, 'decision');
      const stands = await bundles.ask('GET', `v1/bundles/${bundle.escrowId}`);
      return { last: steps.at(-1).event, status: stands.status, code: bundles.verify(proof.rlp, kinds.decision, bundle.escrowId) };
    };
    const good = await decided(0, []);
    const bad = await decided(1, [undefined, { to: null, data: reverting, gasLimit: 100_000n }]);
    return { good, bad };
  },

  /** Signed by somebody else, altered, and a proof of something else. */
  async reject(mesh) {
    const { bundles, wallet, rollups } = await begin(mesh);
    const bundle = await bundles.make(wallet, rollups, 0);
    const other = { ...bundle.request, submitter: Wallet.createRandom().address };
    const notMine = await bundles.ask('POST', 'v1/bundles', other).catch((failure) => failure.code);
    const unknown = await bundles.ask('POST', 'v1/bundles', { ...bundle.request, more: '1' }).catch((failure) => failure.code);
    await bundles.ask('POST', 'v1/bundles?wait=20000', bundle.request);
    const proof = await bundles.proof(bundle.id);
    let forged = false;
    try { bundles.verify(proof.rlp.replace(bundle.id.slice(2), bundle.escrowId.slice(2)), kinds.bundle, bundle.escrowId); forged = true; } catch { /* as it should */ }
    return { notMine, unknown, forged };
  },
});
