/** A process of its own that writes to an embedded database until it is killed. Arguments: module of the store, data directory. */
const [, , storeModule, dataDir] = process.argv;
const { openPostgres } = await import(storeModule);
const stores = await openPostgres({ databaseUrl: null, dataDir, poolSize: 1 });
for (let index = 0; ; index++) {
  await stores.meta.set(`key-${index}`, String(index));
  // Printed after the commit: what was printed must survive.
  process.stdout.write(`${index}\n`);
}
