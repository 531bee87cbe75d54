/** GraphQL over WebSocket (graphql-transport-ws) at `/graphql`, on the same server as HTTP. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CloseCode, handleProtocols, makeServer, type Context } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { TrustError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { HttpDeps } from './deps.ts';
import { GRAPHQL_PATH, yogaOnDemand } from './graphql-yoga.ts';
import { toExecution, withoutHttp } from './websocket-operation.ts';

/** Bytes of one message; operations are far smaller, and ingestion belongs on HTTP. */
const MESSAGE_BYTES_MAX = 1_000_000;
/** A peer that has not answered a ping by the next one is gone. */
const PING_SECONDS = 12;

/** Peers that do not answer the closing handshake within this time are cut off. */
const CLOSE_MS_MAX = 2_000;

interface Extra {
  readonly request: IncomingMessage;
  principal: Principal | null;
}

export interface WebSocketEndpoint {
  /** Completes every subscription, then closes every connection with 1001. */
  close(): Promise<void>;
}

export function attachWebSocket(server: Server, deps: HttpDeps): WebSocketEndpoint {
  const { logger, authenticate } = deps;
  const yoga = yogaOnDemand(deps);
  const connections = new Set<Context<Record<string, unknown>, Extra>>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, handleProtocols });

  const protocol = makeServer<Record<string, unknown>, Extra>({
    async onConnect(context) {
      const { extra, connectionParams } = context;
      connections.add(context);
      try {
        extra.principal = await authenticate({
          headers: { ...extra.request.headers, ...credentialsOf(connectionParams) },
          remoteAddress: extra.request.socket.remoteAddress,
        });
        return true;
      } catch (error) {
        if (error instanceof TrustError) return false;
        throw error;
      }
    },
    async onSubscribe({ extra, subscriptions }, _id, payload) {
      // Counted on arrival: while this one waits, later ones are added.
      const underWay = Object.keys(subscriptions).length;
      return toExecution({ ...deps, yoga: await yoga() }, extra.principal, underWay, payload);
    },
    onClose: (context) => {
      connections.delete(context);
    },
    onNext: (_context, _id, _payload, _args, { errors, ...result }) =>
      errors && { ...result, errors: errors.map((error) => withoutHttp(error).toJSON()) },
    execute: async (args) => (await yoga()).getEnveloped(args.contextValue as object).execute(args),
    subscribe: async (args) => (await yoga()).getEnveloped(args.contextValue as object).subscribe(args),
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== GRAPHQL_PATH) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => open(opened, request));
  };

  const open = (socket: WebSocket, request: IncomingMessage): void => {
    const fail = (error: unknown): void => {
      logger.error({ error }, 'A WebSocket connection failed.');
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    // Breaches of the protocol; `ws` closes the connection with the code that fits.
    socket.on('error', (error) => logger.info({ error: error.message }, 'A WebSocket connection broke.'));
    const stopPinging = keepAlive(socket);
    const extra: Extra = { request, principal: null };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) resolve();
            else socket.send(data, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) =>
          socket.on('message', (data) => {
            // eslint-disable-next-line typescript/no-base-to-string
            receive(String(data)).catch(fail);
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      stopPinging();
      closed(code, String(reason)).catch(fail);
    });
  };

  server.on('upgrade', onUpgrade);
  return {
    async close() {
      server.off('upgrade', onUpgrade);
      await Promise.allSettled([...connections].flatMap(({ subscriptions }) => Object.values(subscriptions).map(end)));
      // By then every ended subscription has sent its last message, which has to precede the close frame.
      await setImmediate();
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      const impatience = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), CLOSE_MS_MAX);
      await new Promise<void>((resolve) => {
        sockets.close(() => resolve());
      });
      clearTimeout(impatience);
    },
  };
}

/** Browsers cannot set headers on a WebSocket, so the first message may carry what headers would. */
function credentialsOf(params: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const { authorization, apiKey } = params ?? {};
  return {
    ...(typeof authorization === 'string' && { authorization }),
    ...(typeof apiKey === 'string' && { 'x-api-key': apiKey }),
  };
}

function keepAlive(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
  }, PING_SECONDS * 1000);
  return () => clearInterval(timer);
}

async function end(subscription: object | null): Promise<void> {
  if (subscription && 'return' in subscription && typeof subscription.return === 'function') {
    await subscription.return(undefined);
  }
}
