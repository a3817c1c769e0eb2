// Writes protocol.json: the EIP-712 digest of every structure that the protocol signs, and the hash of block and
// rollup block headers, made by ethers from the type strings alone.
// Usage: node protocol.mjs <folder with node_modules> > ../protocol.json
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const { ethers } = require('ethers');
const version = JSON.parse(readFileSync(`${process.argv[2]}/node_modules/ethers/package.json`)).version;

let counter = 0;
const hex = (bytes) => '0x' + createHash('sha512')
  .update(`shared-sequencer protocol vectors ${counter++}`).digest().subarray(0, bytes).toString('hex');
const uint64 = (round) => (round === 0 ? 2n ** 64n - 1n : BigInt(hex(round))).toString();

const domain = { name: 'SharedSequencer', version: '1' };
const structures = {
  Batch: 'bytes32 network,uint8 kind,uint64 lane,address ingress,uint64 sequence,bytes32 predecessor,'
    + 'uint64 predecessorNotAfter,uint64 created,uint64 notAfter,bytes32 content',
  Acknowledgement: 'bytes32 network,uint64 epoch,bytes32 batch,uint32 size,uint64 arrival',
  Proposal: 'bytes32 network,uint64 epoch,uint64 view,bytes32 block',
  Vote: 'bytes32 network,uint64 epoch,uint8 kind,uint64 view,bytes32 block',
  RollupOperation: 'bytes32 network,uint8 kind,uint64 rollup,uint64 chainId,address owner,address reporter,uint64 nonce',
  RollupGrant: 'bytes32 network,uint64 epoch,uint64 rollup,uint64 chainId,address owner',
  Receipt: 'bytes32 network,uint64 rollup,bytes32 transaction,uint64 deadline',
};

function draw(type, round) {
  switch (type) {
    case 'uint8': return String(1 + round);
    case 'uint32': return String(BigInt(hex(4)) >> 1n);
    case 'uint64': return uint64(round);
    case 'address': return hex(20);
    default: return hex(32);
  }
}

const signed = [];
function sign(name, members) {
  const fields = members.split(',').map((member) => ({ type: member.split(' ')[0], name: member.split(' ')[1] }));
  for (let round = 0; round < 3; round++) {
    const value = Object.fromEntries(fields.map((field) => [field.name, draw(field.type, round)]));
    signed.push({ name, value, digest: ethers.TypedDataEncoder.hash(domain, { [name]: fields }, value) });
  }
}
Object.entries(structures).forEach(([name, members]) => sign(name, members));

const integer = (value) => ethers.toBeArray(BigInt(value));
const rlpHash = (fields) => ethers.keccak256(ethers.encodeRlp(fields));
const headers = [0, 1, 7].map((round) => {
  const value = {
    network: hex(32), epoch: uint64(round), height: uint64(round), view: uint64(round), parent: hex(32),
    timestamp: uint64(round), leader: String(round * 300), batchesRoot: hex(32), rollupsRoot: hex(32),
    outcomesRoot: hex(32),
  };
  const fields = [value.network, integer(value.epoch), integer(value.height), integer(value.view), value.parent,
    integer(value.timestamp), integer(value.leader), value.batchesRoot, value.rollupsRoot, value.outcomesRoot];
  return { value, hash: rlpHash(fields) };
});
const rollupHeaders = [0, 1, 7].map((round) => {
  const value = {
    rollup: uint64(round), number: uint64(round), parent: hex(32), height: uint64(round), timestamp: uint64(round),
    transactionCount: String(parseInt(hex(3))), transactionsRoot: hex(32),
  };
  const fields = [integer(value.rollup), integer(value.number), value.parent, integer(value.height),
    integer(value.timestamp), integer(value.transactionCount), value.transactionsRoot];
  return { value, hash: rlpHash(fields) };
});

// Later additions draw last, so that earlier vectors stay what they were.
sign('PeerIdentity', 'bytes32 network,uint64 epoch,bytes32 key');

console.log(JSON.stringify(
  { source: `generate/protocol.mjs with ethers ${version}`, signed, headers, rollupHeaders }, null, 1));
