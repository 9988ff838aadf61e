/**
 * The one place where sockets are opened and streams of files (a lint rule keeps it so): each has somebody who listens
 * to its errors from its first moment to its last, so that one which comes late, or twice, ends nobody. What a user is
 * told of it is up to whoever opens it, who may listen besides.
 */
import { createReadStream, type ReadStream } from 'node:fs';
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { hear } from './guarded.ts';

const nothing = (): void => undefined;

/** A connection to a path or a pipe, or to a port. */
export function dial(to: string | NetConnectOpts): Socket {
  const socket = typeof to === 'string' ? connect(to) : connect(to);
  hear(socket).on('error', nothing);
  return socket;
}

/**
 * A server that listens; rejects when it cannot. A connection that it cannot accept later (too many open files) is lost,
 * and nothing else.
 */
export function listenAt(address: string, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer();
  hear(server).on('connection', (socket) => {
    hear(socket).on('error', nothing);
    onConnection(socket);
  });
  return new Promise((resolve, reject) => {
    hear(server).on('error', reject);
    server.listen(address, () => {
      resolve(server);
    });
  });
}

/** A file, piece by piece. */
export function readPieces(path: string): ReadStream {
  return quiet(createReadStream(path));
}

/**
 * This process's input. Electron gives a program with windows an empty `process.stdin` on Windows: the file descriptor
 * itself is read.
 */
export function readInput(): ReadStream {
  return quiet(createReadStream('', { fd: 0, autoClose: false }));
}

function quiet(stream: ReadStream): ReadStream {
  hear(stream).on('error', nothing);
  return stream;
}
