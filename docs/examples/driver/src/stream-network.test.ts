import { pattern } from '@morgana/compliance';
import { pair } from '@morgana/flow';
import { networkCompliance } from '@morgana/network/compliance';
import { describe, expect, test } from 'vitest';
import { streamNetwork } from './stream-network.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Two devices at the ends of one flow. */
async function fixture() {
  const [a, b] = pair();
  const network = streamNetwork({ flow: a, mac: Uint8Array.of(2, 0, 0, 0, 0, 1) });
  const peer = streamNetwork({ flow: b, mac: Uint8Array.of(2, 0, 0, 0, 0, 2) });
  const done = () => {
    const [sent, received] = [network, peer].map(({ statistics: s }) => s) as [
      typeof network.statistics,
      typeof network.statistics,
    ];
    return (
      sent.transmittedFrames <= received.receivedFrames + received.receiveDropped &&
      received.transmittedFrames <= sent.receivedFrames + sent.receiveDropped
    );
  };
  const settle = async (): Promise<void> => {
    await turn();
    for (let turns = 0; !done() && turns < 1000; turns++) await turn();
  };
  const dispose = async (): Promise<void> => {
    await Promise.all([network.close(), peer.close()]);
  };
  return { network, peer, settle, dispose };
}

describe('a network over a flow passes the compliance suite', () => {
  for (const { name, run } of networkCompliance) test(name, () => run(fixture));
});

describe('a flow that is no stream of frames', () => {
  test.each([
    ['a frame that is too short', Uint8Array.of(0, 0, 0, 13)],
    ['a frame that is too long', Uint8Array.of(0, 0, 5, 235)],
    ['a length of 4 GiB', Uint8Array.of(255, 255, 255, 255)],
  ])('%s ends the device', async (_name, bytes) => {
    const [a, b] = pair();
    const network = streamNetwork({ flow: a, mac: Uint8Array.of(2, 0, 0, 0, 0, 1) });
    await b.write(bytes);
    await expect(b.read()).rejects.toThrow();
    expect(network.allocate()).toBeNull();
  });

  test('frames cut anywhere are put together', async () => {
    const [a, b] = pair();
    const network = streamNetwork({ flow: a, mac: Uint8Array.of(2, 0, 0, 0, 0, 1) });
    const lengths: number[] = [];
    network.receive((frames, count) => {
      for (let i = 0; i < count; i++) lengths.push(frames[i]!.length);
    });
    const frame = pattern(100);
    const wire = Uint8Array.of(0, 0, 0, 100, ...frame, 0, 0, 0, 100, ...frame);
    for (const octet of wire) await b.write(Uint8Array.of(octet));
    await turn();
    expect(lengths).toEqual([100, 100]);
  });
});
