// Writes artifacts/*.json from what forge built: what deploys and checks the contracts without a compiler.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
for (const name of ['CommitteeVerifier', 'SwapEscrow', 'DemoToken']) {
  const built = JSON.parse(readFileSync(join(root, `obj/out/${name}.sol/${name}.json`), 'utf8'));
  const artifact = {
    contractName: name,
    compiler: `solc ${built.metadata.compiler.version}`,
    abi: built.abi,
    bytecode: built.bytecode.object,
    deployedBytecode: built.deployedBytecode.object,
    // Where the code of a deployed contract holds what its constructor was given.
    immutables: Object.values(built.deployedBytecode.immutableReferences ?? {}).flat()
      .map(({ start, length }) => ({ start, length })).sort((left, right) => left.start - right.start),
  };
  writeFileSync(join(root, `artifacts/${name}.json`), JSON.stringify(artifact, null, 1) + '\n');
}
