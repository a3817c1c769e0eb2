// Writes keystore-ethers.json: keystores made by ethers, with the costs of this project's light strength and with
// those of a published wallet.
// Usage: node keystore.mjs <folder with node_modules> > ../keystore-ethers.json
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { ethers } = createRequire(`${process.argv[2]}/`)('ethers');
const version = JSON.parse(readFileSync(`${process.argv[2]}/node_modules/ethers/package.json`)).version;

const vectors = [];
for (const [name, password, scrypt] of [
  ['light', 'correct horse', { N: 1 << 12, r: 8, p: 6 }],
  ['empty password', '', { N: 1 << 10, r: 8, p: 1 }],
  ['password beyond ASCII', 'Grüße 世界', { N: 1 << 10, r: 4, p: 2 }],
]) {
  const key = ethers.id(`shared-sequencer keystore vector ${name}`);
  const address = new ethers.Wallet(key).address;
  const json = ethers.encryptKeystoreJsonSync({ address, privateKey: key }, password, {
    scrypt, salt: ethers.id(`salt ${name}`), iv: ethers.id(`iv ${name}`).slice(0, 34),
    uuid: ethers.id(`uuid ${name}`).slice(0, 34),
  });
  vectors.push({ name, password, key, json });
}
console.log(JSON.stringify({ source: `generate/keystore.mjs: ethers ${version}`, vectors }, null, 1));
