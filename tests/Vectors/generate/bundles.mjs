// Writes bundles.json: the EIP-712 hashes and signatures of everything that is signed about bundles, made by ethers and,
// independently, by viem; the hash of what an escrow locks; the leaves that decide about it; and terms to refuse.
// Usage: node bundles.mjs <folder with node_modules> > ../bundles.json
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const { ethers } = require('ethers');
const { hashTypedData } = require('viem');
const { privateKeyToAccount } = require('viem/accounts');
const version = (name) =>
  JSON.parse(readFileSync(`${process.argv[2]}/node_modules/${name}/package.json`)).version;

let counter = 0;
const hex = (bytes) => '0x' + createHash('sha512')
  .update(`shared-sequencer bundle vectors ${counter++}`).digest().subarray(0, bytes).toString('hex');
const number = (bytes) => BigInt(hex(bytes)).toString();
const zero = ethers.ZeroHash;

const domain = { name: 'SharedSequencer', version: '1' };
const layouts = {
  BundleTerms: 'bytes32 network,uint8 mode,address submitter,uint64 notAfter,uint64 decisionDelay,bytes32 replacement,'
    + 'uint64 version,bytes32 salt,LegTerms[] legs',
  LegTerms: 'uint64 rollup,address escrow,bytes32 lock,bytes32 preconditions',
  Bundle: 'BundleTerms terms,bytes[][] transactions',
  BundleCancel: 'bytes32 network,address submitter,bytes32 bundle,bytes32 replacement,uint64 version,uint64 notAfter',
  Attestation: 'bytes32 network,bytes32 bundle,uint8 leg,uint64 rollup,uint64 number,bytes32 hash',
  OutcomeReport: 'bytes32 network,bytes32 bundle,uint8 leg,bytes32 rollupBlock,bool success',
  Preconditions: 'uint64 minBlock,uint64 maxBlock,uint64 slack,NonceIs[] nonces,StorageIs[] storage,BalanceIs[] balances',
  NonceIs: 'address account,uint64 nonce',
  StorageIs: 'address account,bytes32 slot,bytes32 value',
  BalanceIs: 'address account,uint256 least',
};
const fields = Object.fromEntries(Object.entries(layouts).map(([name, members]) =>
  [name, members.split(',').map((member) => ({ type: member.split(' ')[0], name: member.split(' ')[1] }))]));
const typesOf = (name) => Object.assign({ [name]: fields[name] }, ...fields[name]
  .map((field) => field.type.replaceAll('[]', '')).filter((type) => fields[type]).map(typesOf));

async function vector(name, value) {
  const types = typesOf(name);
  const key = hex(32);
  const digest = ethers.TypedDataEncoder.hash(domain, types, value);
  const signature = new ethers.SigningKey(key).sign(digest).serialized;
  const parameters = { domain, types, primaryType: name, message: value };
  if (hashTypedData(parameters) !== digest) throw new Error(`viem hashes ${name} differently`);
  if (await privateKeyToAccount(key).signTypedData(parameters) !== signature)
    throw new Error(`viem signs ${name} differently`);
  return {
    value, encodeType: ethers.TypedDataEncoder.from(types).encodeType(name),
    structHash: ethers.TypedDataEncoder.hashStruct(name, types, value), digest, key,
    signer: ethers.computeAddress(key), signature,
  };
}

const lockOf = ({ token, amount, depositor, beneficiary }) => ethers.keccak256(ethers.AbiCoder.defaultAbiCoder()
  .encode(['address', 'uint256', 'address', 'address'], [token, amount, depositor, beneficiary]));
const locks = Array.from({ length: 4 }, (_, round) => {
  const parts = {
    token: hex(20), amount: round === 0 ? (2n ** 256n - 1n).toString() : number(9), depositor: hex(20), beneficiary: hex(20),
  };
  return { ...parts, lock: lockOf(parts) };
});

const preconditions = [0, 1, 3].map((count) => ({
  minBlock: count === 0 ? '0' : number(3), maxBlock: count === 0 ? '0' : number(6), slack: String(count),
  nonces: Array.from({ length: count }, () => ({ account: hex(20), nonce: number(2) })),
  storage: Array.from({ length: count }, () => ({ account: hex(20), slot: hex(32), value: hex(32) })),
  balances: Array.from({ length: count }, () => ({ account: hex(20), least: number(32) })),
}));
const Preconditions = await Promise.all(preconditions.map((value) => vector('Preconditions', value)));

// Modes 1, 2, 3 and 3 again, with 2, 3, 4 and 16 legs; the last replaces an earlier bundle.
const terms = [1, 2, 3, 3].map((mode, round) => ({
  network: hex(32), mode: String(mode), submitter: hex(20), notAfter: '18000000' + number(2).padStart(5, '0'),
  decisionDelay: mode === 3 ? (round === 3 ? '600000' : '5000') : '0',
  replacement: round === 3 ? hex(32) : zero, version: round === 3 ? '18446744073709551615' : '0', salt: hex(32),
  legs: Array.from({ length: round === 3 ? 16 : round + 2 }, (_, leg) => ({
    rollup: String(leg === 0 ? 901 : leg * 1000 + round),
    escrow: mode === 3 && leg !== 1 ? hex(20) : ethers.ZeroAddress,
    lock: mode === 3 && leg !== 1 ? locks[leg % locks.length].lock : zero,
    preconditions: mode === 2 && leg !== 1 ? Preconditions[leg].structHash : zero,
  })),
}));
const BundleTerms = await Promise.all(terms.map((value) => vector('BundleTerms', value)));
const Bundle = await Promise.all(terms.map((value) => vector('Bundle', {
  terms: value,
  transactions: value.legs.map((_, leg) => Array.from({ length: 1 + leg % 3 }, () => hex(1 + leg * 4))),
})));
const BundleCancel = await Promise.all([0, 1, 2].map((round) => vector('BundleCancel', {
  network: hex(32), submitter: hex(20), bundle: round === 1 ? zero : hex(32), replacement: round === 1 ? hex(32) : zero,
  version: round === 1 ? number(2) : '0', notAfter: number(7),
})));
const Attestation = await Promise.all([0, 1, 15].map((leg) => vector('Attestation', {
  network: hex(32), bundle: hex(32), leg: String(leg), rollup: number(8), number: number(4), hash: hex(32),
})));
const OutcomeReport = await Promise.all([0, 1, 15].map((leg) => vector('OutcomeReport', {
  network: hex(32), bundle: hex(32), leg: String(leg), rollupBlock: hex(32), success: leg !== 1,
})));

const leafHash = (kind, subject, code) => ethers.keccak256(ethers.concat(['0x00',
  ethers.encodeRlp([ethers.toBeArray(kind), '0x', subject, ethers.toBeArray(code)])]));
const decisions = [[3, 11], [4, 23], [4, 24], [4, 25], [4, 26], [4, 27]].map(([kind, code]) => {
  const subject = hex(32);
  return { kind, code, subject, leafHash: leafHash(kind, subject, code) };
});

// The sequencer never decides about malformed terms, so an escrow must not lock for them.
const sound = terms[2];
const leg = (place, change) => ({ legs: sound.legs.map((terms, i) => (i === place ? { ...terms, ...change } : terms)) });
const malformed = Object.entries({
  'no decision delay': { decisionDelay: '0' },
  'a decision delay beyond ten minutes': { decisionDelay: '600001' },
  'a replacement without a version': { replacement: hex(32) },
  'a version without a replacement': { version: '1' },
  'one leg': { legs: sound.legs.slice(0, 1) },
  'no leg': { legs: [] },
  'seventeen legs': { legs: Array.from({ length: 17 }, (_, i) => ({ ...sound.legs[0], rollup: String(901 + i) })) },
  'a rollup twice': leg(3, { rollup: sound.legs[0].rollup }),
  'rollup 0': leg(2, { rollup: '0' }),
  'preconditions in execution mode': leg(1, { preconditions: hex(32) }),
  'a lock without an escrow': leg(1, { lock: hex(32) }),
  'an escrow without a lock': leg(1, { escrow: hex(20) }),
}).map(([why, change]) => ({ why, value: { ...sound, ...change } }));

console.log(JSON.stringify({
  source: `generate/bundles.mjs: ethers ${version('ethers')} and viem ${version('viem')}, the same hashes and signatures`,
  signed: { BundleTerms, Bundle, BundleCancel, Attestation, OutcomeReport, Preconditions }, locks, decisions, malformed,
}, null, 1));
