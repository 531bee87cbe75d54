/** Failures of a command as people can act on them. A stack appears only where the fault is ours. */
import { ConfigError } from '../config/problem.ts';
import { TrustError } from '../domain/errors.ts';

/** Problems that a person can put right; their message is all there is to say. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export function reportFailure(error: unknown): void {
  console.error(failureText(error));
}

export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof CommandError || error.name === 'PolicyError')
    return error.message;
  const system = systemFailure(error);
  if (system !== null) return system;
  if (error instanceof TrustError) {
    const faults = error.faults.map(({ path, message }) => `  ${path}: ${message}`);
    return [withHint(error), ...faults].join('\n');
  }
  return error.stack ?? error.message;
}

function withHint({ code, message }: TrustError): string {
  if (code !== 'UNAVAILABLE' || !message.includes('reached')) return message;
  return `${message}\nIs it running, and are DATABASE_URL and REDIS_URL right? "trust check-config" shows what is in force.`;
}

/** What the operating system says about listening, connecting and files. */
function systemFailure(error: Error): string | null {
  const code = 'code' in error ? String(error.code) : '';
  const where =
    'address' in error && 'port' in error ? `${String(error.address)}:${String(error.port)}` : 'that address';
  switch (code) {
    case 'EADDRINUSE':
      return `Something else is listening on ${where}. Stop it, or choose another port: PORT=8081 npm start (0 takes any free one).`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${where}. Set HOST to 127.0.0.1, or to an address of this machine.`;
    case 'EACCES':
      return `Not permitted: ${error.message}. Ports below 1024 need privileges; a folder must be writable by this user.`;
    default:
      return null;
  }
}
