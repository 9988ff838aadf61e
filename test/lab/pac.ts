/** A network's automatic proxy configuration file (PAC), on a server of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LabPac {
  /** What the environment of a Linux program names to be led by it. */
  readonly env: Readonly<Record<string, string>>;
  /** How often it was asked for. */
  readonly asked: number;
  close(): void;
}

/**
 * Starts it on a port of its own.
 * @param way what it answers for every address, `PROXY host:port; DIRECT`
 */
export async function startPac(way: string): Promise<LabPac> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.setHeader('Content-Type', 'application/x-ns-proxy-autoconfig');
    response.end(`function FindProxyForURL(url, host) { return ${JSON.stringify(way)}; }`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { auto_proxy: `http://127.0.0.1:${String(port)}/proxy.pac` },
    get asked() {
      return asked;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
