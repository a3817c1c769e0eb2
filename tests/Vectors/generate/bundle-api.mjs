// Writes bundle-api.json: requests to the bundle API with the ids they must get, made by ethers from services/Bundles/README.md
// alone; and a proof of a decision with the network it belongs to, from the leaf to the committee's signatures.
// Usage: node bundle-api.mjs <folder with node_modules> > ../bundle-api.json
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const { ethers } = require('ethers');
const version = JSON.parse(readFileSync(`${process.argv[2]}/node_modules/ethers/package.json`)).version;

let counter = 0;
const bytes = (length) => createHash('sha512').update(`shared-sequencer bundle api ${counter++}`).digest().subarray(0, length);
const hex = (length) => ethers.hexlify(bytes(length));
const wallet = () => new ethers.Wallet(hex(32));
const zero = ethers.ZeroHash;

const domain = { name: 'SharedSequencer', version: '1' };
const types = Object.fromEntries(Object.entries({
  BundleTerms: 'bytes32 network,uint8 mode,address submitter,uint64 notAfter,uint64 decisionDelay,bytes32 replacement,'
    + 'uint64 version,bytes32 salt,LegTerms[] legs',
  LegTerms: 'uint64 rollup,address escrow,bytes32 lock,bytes32 preconditions',
  Bundle: 'BundleTerms terms,bytes[][] transactions',
  BundleCancel: 'bytes32 network,address submitter,bytes32 bundle,bytes32 replacement,uint64 version,uint64 notAfter',
  OutcomeReport: 'bytes32 network,bytes32 bundle,uint8 leg,bytes32 rollupBlock,bool success',
  Preconditions: 'uint64 minBlock,uint64 maxBlock,uint64 slack,NonceIs[] nonces,StorageIs[] storage,BalanceIs[] balances',
  NonceIs: 'address account,uint64 nonce',
  StorageIs: 'address account,bytes32 slot,bytes32 value',
  BalanceIs: 'address account,uint256 least',
  Vote: 'bytes32 network,uint64 epoch,uint8 kind,uint64 view,bytes32 block',
}).map(([name, members]) =>
  [name, members.split(',').map((member) => ({ type: member.split(' ')[0], name: member.split(' ')[1] }))]));
const typesOf = (name) => Object.assign({ [name]: types[name] }, ...types[name]
  .map((field) => field.type.replaceAll('[]', '')).filter((type) => types[type]).map(typesOf));
const digest = (name, value) => ethers.TypedDataEncoder.hash(domain, typesOf(name), value);
const structHash = (name, value) => ethers.TypedDataEncoder.hashStruct(name, typesOf(name), value);

// RLP: a number is its bytes without leading zeros.
const number = (value) => (BigInt(value) === 0n ? '0x' : ethers.toBeHex(BigInt(value)));
const rlp = (item) => ethers.encodeRlp(item);
const modes = ['', 'inclusion', 'precondition', 'execution'];

/** A UUID stands for its 16 bytes behind 16 zeros. */
const replacementOf = (text) => (text.includes('-') ? ethers.zeroPadValue('0x' + text.replaceAll('-', ''), 32) : text);

async function transactions(chainId, count) {
  const sender = wallet();
  return Promise.all(Array.from({ length: count }, (_, nonce) => sender.signTransaction({
    type: 2, chainId, nonce, to: hex(20), value: 1n, gasLimit: 21_000n, maxFeePerGas: 100n, maxPriorityFeePerGas: 1n,
  })));
}

const network = hex(32);
const rollups = [{ rollupId: '1', chainId: '10001' }, { rollupId: '2', chainId: '10002' }, { rollupId: '3', chainId: '10003' }];

async function bundle(name, mode, count, { uuid, revision = 0, preconditions = [], escrows = [] } = {}) {
  const submitter = wallet();
  const terms = {
    network, mode, submitter: submitter.address, notAfter: '1800000000000', decisionDelay: mode === 3 ? '30000' : '0',
    replacement: uuid ? replacementOf(uuid) : zero, version: String(revision), salt: hex(32),
    legs: rollups.slice(0, count).map(({ rollupId }, i) => ({
      rollup: rollupId, escrow: escrows[i]?.escrow ?? ethers.ZeroAddress, lock: escrows[i]?.lock ?? zero,
      preconditions: preconditions[i] ? structHash('Preconditions', preconditions[i]) : zero,
    })),
  };
  const txs = await Promise.all(rollups.slice(0, count).map(({ chainId }, i) => transactions(Number(chainId), i + 1)));
  const id = digest('Bundle', { terms, transactions: txs });
  const request = {
    network, mode: modes[mode], submitter: submitter.address.toLowerCase(), notAfter: terms.notAfter,
    decisionDelay: terms.decisionDelay, salt: terms.salt,
    legs: rollups.slice(0, count).map(({ chainId }, i) => ({
      chainId, escrow: terms.legs[i].escrow.toLowerCase(), lock: terms.legs[i].lock, txs: txs[i],
      ...(preconditions[i] ? { preconditions: preconditions[i] } : {}),
    })),
    ...(uuid ? { replacementUuid: uuid, version: String(revision) } : {}),
    signature: submitter.signingKey.sign(id).serialized,
  };
  return { name, escrowId: digest('BundleTerms', terms), bundleHash: id, request };
}

const demanded = {
  minBlock: '5', maxBlock: '900', slack: '2', nonces: [{ account: hex(20), nonce: '7' }],
  storage: [{ account: hex(20), slot: hex(32), value: hex(32) }], balances: [{ account: hex(20), least: '1000000000000000000' }],
};
const bundles = [
  await bundle('inclusion', 1, 2),
  await bundle('three legs, a UUID', 1, 3, { uuid: '7f1cbbd8-59fb-4a3c-9c8b-3f6b60f42b5e', revision: 4 }),
  await bundle('preconditions on one leg', 2, 2, { preconditions: [undefined, demanded] }),
  await bundle('execution with an escrow', 3, 2, { escrows: [{ escrow: hex(20), lock: hex(32) }] }),
];

function cancel(name, fields) {
  const submitter = wallet();
  const value = { network, submitter: submitter.address, bundle: zero, replacement: zero, version: '0', notAfter: '1800000000000', ...fields };
  const cancelHash = digest('BundleCancel', value);
  const { replacement, bundle: id, version: revision, ...rest } = value;
  return {
    name, cancelHash, request: {
      ...rest, submitter: submitter.address.toLowerCase(), ...(id === zero ? { replacementUuid: replacement, version: revision } : { bundle: id }),
      signature: submitter.signingKey.sign(cancelHash).serialized,
    },
  };
}

const reporter = wallet();
const report = { network, bundle: bundles[3].bundleHash, leg: '1', rollupBlock: hex(32), success: true };
const reportDigest = digest('OutcomeReport', report);
const reportSignature = reporter.signingKey.sign(reportDigest).serialized;

// A network of four, one of whom is silent, and a block whose third outcome is a decision.
const members = Array.from({ length: 4 }, wallet);
const ingress = wallet().address;
const genesis = { name: 'bundle api', time: '1700000000000', epoch: '0', weights: ['1', '1', '1', '1'] };
const networkId = ethers.keccak256(rlp([
  ethers.hexlify(ethers.toUtf8Bytes(genesis.name)), number(genesis.time), number(genesis.epoch),
  members.map((member, i) => [member.address, number(genesis.weights[i])]), [ingress], [],
]));
const outcome = (kind, subject, code) => [number(kind), number(0), subject, number(code)];
const escrowId = bundles[3].escrowId;
const outcomes = [outcome(3, bundles[0].bundleHash, 11), outcome(3, bundles[3].bundleHash, 11), outcome(4, escrowId, 23), outcome(5, hex(32), 31)];
const leafBytes = outcomes.map((item) => ethers.getBytes(rlp(item)));
const leaf = (content) => ethers.keccak256(ethers.concat(['0x00', content]));
const node = (left, right) => ethers.keccak256(ethers.concat(['0x01', left, right]));
const [a, b, c, d] = leafBytes.map(leaf);
const outcomesRoot = node(node(a, b), node(c, d));
const headerOf = (height, view, parent, root) => [
  networkId, number(0), number(height), number(view), parent, number(1700000005000 + height), number(1), hex(32), hex(32), root,
];
const header = headerOf(12, 14, hex(32), outcomesRoot);
const child = headerOf(13, 15, ethers.keccak256(rlp(header)), hex(32));
const vote = (kind, view, block) => {
  const signed = digest('Vote', { network: networkId, epoch: 0, kind, view, block });
  return [number(kind), number(0), number(view), block, [0, 1, 3].map((i) => [number(i), members[i].signingKey.sign(signed).serialized])];
};
const proofOf = (finalization, descendants) => rlp([outcomes[2], number(2), number(4), [d, node(a, b)], header, finalization, descendants]);

const cancels = [
  cancel('a bundle', { bundle: bundles[0].bundleHash }),
  cancel('versions up to three', { replacement: replacementOf('7f1cbbd8-59fb-4a3c-9c8b-3f6b60f42b5e'), version: '3' }),
];

// Terms alone name rollups by their own ids, because nobody need have registered them.
const expired = {
  network, mode: 3, submitter: wallet().address, notAfter: '1800000000000', decisionDelay: '30000', replacement: zero, version: '0',
  salt: hex(32), legs: ['1', '31337'].map((rollup) => ({ rollup, escrow: hex(20), lock: hex(32), preconditions: zero })),
};
const [hash, childHash] = [header, child].map((item) => ethers.keccak256(rlp(item)));

console.log(JSON.stringify({
  source: `generate/bundle-api.mjs: ethers ${version}`,
  rollups,
  bundles,
  cancels,
  expiry: {
    escrowId: digest('BundleTerms', expired), request: {
      network, mode: modes[3], submitter: expired.submitter.toLowerCase(), notAfter: expired.notAfter,
      decisionDelay: expired.decisionDelay, salt: expired.salt,
      legs: expired.legs.map(({ rollup, escrow, lock }) => ({ rollupId: rollup, escrow, lock })),
    },
  },
  report: {
    digest: reportDigest, reporter: reporter.address, request: { ...report, signature: reportSignature },
    rlp: rlp([report.network, report.bundle, number(report.leg), report.rollupBlock, number(1), reportSignature]),
  },
  proof: {
    genesis: { ...genesis, network: networkId, members: members.map((member) => member.address), ingress },
    escrowId, leaf: ethers.hexlify(leafBytes[2]), leafHash: c, outcomesRoot, blockHash: hash,
    rlp: proofOf(vote(3, 14, hash), []),
    rlpOverDescendant: proofOf(vote(3, 15, childHash), [child]),
    rlpOfNotarization: proofOf(vote(1, 14, hash), []),
  },
}, null, 2));
