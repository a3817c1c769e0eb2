// Writes merkle-keccak.json: roots and inclusion proofs of RFC 6962 trees with Keccak-256, over the leaves
// that the certificate-transparency tests use (transparency-dev/merkle, testonly). The code is the recursive
// definition of the RFC and must first give the published SHA-256 roots of the same trees.
// Usage: node merkle.mjs <folder with node_modules> > ../merkle-keccak.json
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';

const { ethers } = createRequire(`${process.argv[2]}/`)('ethers');

const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  .map((text) => Buffer.from(text, 'hex'));
const publishedSha256 = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const keccak = (bytes) => Buffer.from(ethers.getBytes(ethers.keccak256(bytes)));

const split = (count) => {
  let k = 1;
  while (2 * k < count) k *= 2;
  return k;
};
const leafHash = (hash, leaf) => hash(Buffer.concat([Buffer.from([0]), leaf]));
const root = (hash, list) => {
  if (list.length === 0) return hash(Buffer.alloc(0));
  if (list.length === 1) return leafHash(hash, list[0]);
  const k = split(list.length);
  return hash(Buffer.concat([Buffer.from([1]), root(hash, list.slice(0, k)), root(hash, list.slice(k))]));
};
const path = (hash, index, list) => {
  if (list.length === 1) return [];
  const k = split(list.length);
  return index < k
    ? [...path(hash, index, list.slice(0, k)), root(hash, list.slice(k))]
    : [...path(hash, index - k, list.slice(k)), root(hash, list.slice(0, k))];
};

publishedSha256.forEach((expected, size) => {
  const actual = root(sha256, leaves.slice(0, size)).toString('hex');
  if (actual !== expected) throw new Error(`SHA-256 root of ${size} leaves: ${actual}`);
});

const more = Array.from({ length: 300 }, (_, i) => Buffer.from(`leaf ${i}`));
const hex = (bytes) => '0x' + bytes.toString('hex');
const tree = (list, indexes) => ({
  leaves: list.map(hex),
  root: hex(root(keccak, list)),
  proofs: indexes.map((index) => ({ index, path: path(keccak, index, list).map(hex) })),
});
const vectors = [];
for (let size = 0; size <= leaves.length; size++)
  vectors.push(tree(leaves.slice(0, size), [...Array(size).keys()]));
for (const size of [15, 16, 17, 255, 256, 257, 300])
  vectors.push(tree(more.slice(0, size), [0, 1, size >> 1, size - 2, size - 1]));
console.log(JSON.stringify({
  source: 'generate/merkle.mjs, the recursive definition of RFC 6962 section 2.1 with Keccak-256 of ethers, after '
    + 'giving the published SHA-256 roots of transparency-dev/merkle for the same leaves',
  vectors,
}, null, 1));
