// Writes transactions.json: signed transactions of every type made by ethers and, independently, by viem.
// Usage: node transactions.mjs <folder with node_modules> > ../transactions.json
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const { ethers } = require('ethers');
const viem = require('viem');
const { privateKeyToAccount } = require('viem/accounts');
const version = (name) =>
  JSON.parse(readFileSync(`${process.argv[2]}/node_modules/${name}/package.json`)).version;

let counter = 0;
const random = (bytes) =>
  createHash('sha512').update(`shared-sequencer transaction vectors ${counter++}`).digest().subarray(0, bytes);
const hex = (bytes) => '0x' + random(bytes).toString('hex');
const big = (bytes) => BigInt(hex(bytes));
const small = (limit) => Number(big(6) % BigInt(limit));

const chains = [1n, 901n, 902n, 11155111n, 2n ** 53n - 1n];
const inputs = ['0x', '0x00', '0x7f', '0x80', hex(4), hex(36), '0x' + '00ff'.repeat(30), '0x' + 'ab'.repeat(300)];

const accessList = () => Array.from({ length: small(4) }, () => ({
  address: ethers.getAddress(hex(20)),
  storageKeys: Array.from({ length: small(4) }, () => hex(32)),
}));

async function authorizations(chainId) {
  const list = [];
  for (let i = 0; i <= small(3); i++) {
    const key = hex(32);
    const fields = { chainId: i === 0 ? 0n : chainId, address: hex(20), nonce: BigInt(small(1000)) };
    const signed = new ethers.Wallet(key).authorizeSync(fields);
    list.push({
      chainId: fields.chainId.toString(),
      address: fields.address,
      nonce: fields.nonce.toString(),
      yParity: signed.signature.yParity,
      r: signed.signature.r,
      s: signed.signature.s,
      authority: new ethers.Wallet(key).address.toLowerCase(),
    });
  }
  return list;
}

async function draw(type, isProtected, index) {
  const chainId = chains[index % chains.length];
  const creates = type < 3 && index % 4 === 3;
  return {
    type,
    chainId: isProtected ? chainId.toString() : null,
    nonce: (index === 0 ? 0n : index === 1 ? 2n ** 53n - 1n : big(1 + index % 5)).toString(),
    maxPriorityFeePerGas: (index === 0 ? 0n : big(1 + index % 8)).toString(),
    maxFeePerGas: (big(9) + 2n ** 64n).toString(),
    gasLimit: (21000n + big(3)).toString(),
    to: creates ? null : hex(20),
    value: (index % 3 === 0 ? 0n : big(1 + index % 12)).toString(),
    input: inputs[index % inputs.length],
    accessList: type === 0 ? [] : accessList(),
    authorizations: type === 4 ? await authorizations(chainId) : [],
    blobVersionedHashes: type === 3 ? Array.from({ length: 1 + small(3) }, () => '0x01' + hex(31).slice(2)) : [],
    maxFeePerBlobGas: type === 3 ? big(7).toString() : '0',
  };
}

function withEthers(tx, key) {
  const draft = {
    type: tx.type, nonce: Number(tx.nonce), gasLimit: tx.gasLimit, to: tx.to, value: tx.value, data: tx.input,
    chainId: tx.chainId ?? 0,
  };
  if (tx.type < 2) draft.gasPrice = tx.maxFeePerGas;
  else Object.assign(draft, { maxPriorityFeePerGas: tx.maxPriorityFeePerGas, maxFeePerGas: tx.maxFeePerGas });
  if (tx.type > 0) draft.accessList = tx.accessList;
  if (tx.type === 3)
    Object.assign(draft, { blobVersionedHashes: tx.blobVersionedHashes, maxFeePerBlobGas: tx.maxFeePerBlobGas });
  if (tx.type === 4)
    draft.authorizationList = tx.authorizations.map((a) => ({
      chainId: a.chainId, address: a.address, nonce: a.nonce, signature: { r: a.r, s: a.s, yParity: a.yParity },
    }));
  const unsigned = ethers.Transaction.from(draft);
  unsigned.signature = new ethers.SigningKey(key).sign(unsigned.unsignedHash);
  return { raw: unsigned.serialized, hash: unsigned.hash, signingHash: unsigned.unsignedHash, from: unsigned.from };
}

function withViem(tx, key) {
  const draft = {
    type: ['legacy', 'eip2930', 'eip1559', 'eip4844', 'eip7702'][tx.type],
    nonce: Number(tx.nonce), gas: BigInt(tx.gasLimit), to: tx.to, value: BigInt(tx.value), data: tx.input,
    chainId: tx.chainId === null ? undefined : Number(tx.chainId),
  };
  if (tx.type < 2) draft.gasPrice = BigInt(tx.maxFeePerGas);
  else Object.assign(draft, {
    maxPriorityFeePerGas: BigInt(tx.maxPriorityFeePerGas), maxFeePerGas: BigInt(tx.maxFeePerGas),
  });
  if (tx.type > 0) draft.accessList = tx.accessList;
  if (tx.type === 3)
    Object.assign(draft, {
      blobVersionedHashes: tx.blobVersionedHashes, maxFeePerBlobGas: BigInt(tx.maxFeePerBlobGas),
    });
  if (tx.type === 4)
    draft.authorizationList = tx.authorizations.map((a) => ({
      chainId: Number(a.chainId), address: a.address, nonce: Number(a.nonce), r: a.r, s: a.s, yParity: a.yParity,
    }));
  return privateKeyToAccount(key).signTransaction(draft);
}

const vectors = [];
for (const [type, isProtected] of [[0, false], [0, true], [1, true], [2, true], [3, true], [4, true]]) {
  for (let index = 0; index < 10; index++) {
    const tx = await draw(type, isProtected, index);
    const key = hex(32);
    const signed = withEthers(tx, key);
    const other = await withViem(tx, key);
    if (other !== signed.raw) throw new Error(`viem differs for ${JSON.stringify(tx)}: ${other} ${signed.raw}`);
    vectors.push({
      ...tx, key, from: signed.from.toLowerCase(), hash: signed.hash, signingHash: signed.signingHash, raw: signed.raw,
    });
  }
}
console.log(JSON.stringify({
  source: `generate/transactions.mjs: ethers ${version('ethers')} and viem ${version('viem')}, byte for byte the same`,
  vectors,
}, null, 1));
