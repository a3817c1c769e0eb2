// Writes typed-data.json: EIP-712 hashes and signatures made by ethers and, independently, by viem, in the
// domain of the protocol (name and version only).
// Usage: node typed-data.mjs <folder with node_modules> > ../typed-data.json
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
  .update(`shared-sequencer typed data vectors ${counter++}`).digest().subarray(0, bytes).toString('hex');

const domain = { name: 'SharedSequencer', version: '1' };
const cases = [
  ['Single', { Single: [['value', 'uint64']] }],
  ['Vote', { Vote: [['network', 'bytes32'], ['epoch', 'uint64'], ['view', 'uint64'], ['kind', 'uint8'],
    ['block', 'bytes32']] }],
  ['Everything', { Everything: [['small', 'uint64'], ['large', 'uint256'], ['hash', 'bytes32'],
    ['account', 'address'], ['flag', 'bool'], ['text', 'string'], ['data', 'bytes'], ['hashes', 'bytes32[]']] }],
  ['Order', { Order: [['maker', 'Party'], ['legs', 'Leg[]'], ['memo', 'string']],
    Leg: [['rollup', 'uint64'], ['payload', 'bytes']],
    Party: [['account', 'address'], ['name', 'string']] }],
  ['Wide', { Wide: Array.from({ length: 12 }, (_, i) => [`field${i}`, i % 2 ? 'uint256' : 'bytes32']) }],
];

function draw(type, types, round) {
  if (type.endsWith('[]')) return Array.from({ length: round % 3 }, (_, i) => draw(type.slice(0, -2), types, i));
  if (types[type]) return Object.fromEntries(types[type].map(([name, inner]) => [name, draw(inner, types, round)]));
  switch (type) {
    case 'uint8': return String(parseInt(hex(1)));
    case 'uint64': return BigInt(round === 0 ? '0xffffffffffffffff' : hex(7)).toString();
    case 'uint256': return BigInt(hex(32)).toString();
    case 'bytes32': return hex(32);
    case 'address': return hex(20);
    case 'bool': return round % 2 === 0;
    case 'string': return ['', 'plain', 'Grüße, 世界 🌍'][round % 3];
    case 'bytes': return ['0x', hex(1), hex(61)][round % 3];
  }
}

/** The same value as a list of members that names the type of each. */
function describe(type, types, value, encoder) {
  if (type.endsWith('[]')) return { type: 'array', items: value.map((v) => describe(type.slice(0, -2), types, v, encoder)) };
  if (types[type]) return {
    type: 'struct', encodeType: encoder(type),
    members: types[type].map(([name, inner]) => describe(inner, types, value[name], encoder)),
  };
  return { type: type.replace(/^uint\d+$/, 'uint'), value: String(value) };
}

const vectors = [];
for (const [primary, layout] of cases) {
  const types = Object.fromEntries(Object.entries(layout).map(([name, fields]) =>
    [name, fields.map(([field, type]) => ({ name: field, type }))]));
  const encoder = ethers.TypedDataEncoder.from(types);
  for (let round = 0; round < 4; round++) {
    const value = draw(primary, layout, round);
    const key = hex(32);
    const digest = ethers.TypedDataEncoder.hash(domain, types, value);
    const signature = new ethers.SigningKey(key).sign(digest).serialized;
    const parameters = { domain, types, primaryType: primary, message: value };
    if (hashTypedData(parameters) !== digest) throw new Error(`viem hashes ${primary} differently`);
    if (await privateKeyToAccount(key).signTypedData(parameters) !== signature)
      throw new Error(`viem signs ${primary} differently`);
    vectors.push({
      struct: describe(primary, layout, value, (type) => encoder.encodeType(type)),
      separator: ethers.TypedDataEncoder.hashDomain(domain), structHash: encoder.hash(value), digest, key, signature,
    });
  }
}
console.log(JSON.stringify({
  source: `generate/typed-data.mjs: ethers ${version('ethers')} and viem ${version('viem')}, the same hashes and signatures`,
  vectors,
}, null, 1));
