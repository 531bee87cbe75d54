/** Open streams of server-sent events. The server cannot stop while one is open, so it has to be able to end them. */
import { PassThrough, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

const COMPLETE = 'event: complete\ndata:\n\n';

export interface EventStreams {
  /** What to send; the source is cancelled as soon as the client is gone, even while it waits for an event. */
  open(source: ReadableStream): Readable;
  /** Tells every client that its stream is complete, and ends it. */
  close(): void;
}

export function createEventStreams(): EventStreams {
  const ends = new Set<() => void>();
  return {
    open(source) {
      const events = Readable.fromWeb(source);
      const sent = new PassThrough();
      const end = (): void => {
        events.unpipe(sent);
        sent.end(COMPLETE);
        events.destroy();
      };
      ends.add(end);
      events.once('error', (error) => sent.destroy(error));
      sent.once('close', () => {
        ends.delete(end);
        events.destroy();
      });
      return events.pipe(sent);
    },
    close() {
      for (const end of ends) end();
    },
  };
}
