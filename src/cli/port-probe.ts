import { createServer } from 'node:net';

/** Rejects with the system's error when the address can't be listened on, before anything slow is started. */
export function probePort({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}
