import net from 'node:net';

/** A line to the bot that can go dead the way a mobile network does: nothing passes, nothing is closed, nobody is told. */
export interface BadLine {
  base: string;
  die(): void;
  /** What was on its way arrives late. */
  revive(): void;
  close(): void;
}

export async function badLine(port: number): Promise<BadLine> {
  const sockets = new Set<net.Socket>();
  let dead = false;
  const server = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (data) => other.write(data));
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.on('error', () => one.destroy());
      if (dead) one.pause();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    base: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    die() {
      dead = true;
      for (const socket of sockets) socket.pause();
    },
    revive() {
      dead = false;
      for (const socket of sockets) socket.resume();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
