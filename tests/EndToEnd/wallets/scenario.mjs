// Runs one scenario of a wallet and prints its result as one line of JSON. Amounts are printed as decimal strings.
// usage: node <wallet>.mjs <scenario> <rpc> <websocket> <private key>

export const recipient = '0x00000000000000000000000000000000000000aa';

// Init code of a contract whose every call returns 42.
export const bytecode = '0x600a600c600039600a6000f3602a60005260206000f3';

export const abi = [
  {
    type: 'function', name: 'answer', stateMutability: 'view', inputs: [],
    outputs: [{ name: '', type: 'uint256' }],
  },
];

export async function run(scenarios) {
  const [name, rpc, websocket, key] = process.argv.slice(2);
  const result = await scenarios[name]({ rpc, websocket, key });
  console.log(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
  process.exit(0);
}
