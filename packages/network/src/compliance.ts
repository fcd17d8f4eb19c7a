import { assert, type Case, equal, pattern, type Suite } from '@morgana/compliance';
import {
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  CHECKSUM_VERIFIED,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type Network,
} from './network.js';

/**
 * What the suite is run on: a device and what it is wired to, over a wire that neither loses nor reorders. Each has at
 * least eight frames.
 */
export interface NetworkFixture {
  readonly network: Network;
  /** Gets what `network` sends and the reverse; another implementation will do. Its MTU is at least that of `network`. */
  readonly peer: Network;
  /** Resolves when everything that was flushed has arrived, and what handlers answered to it too. */
  settle(): Promise<void>;
  /** Called at the end of each case, whether it held or not. */
  dispose?(): Promise<void>;
}

/** Frames shorter than this may arrive padded (IEEE 802.3, without the FCS), so that none is sent. */
const MINIMUM_LENGTH = 60;

/** IEEE 802 Local Experimental EtherType 1: nobody's protocol. */
const ETHERTYPE = 0x88b5;

/** More than any queue. */
const MANY = 100_000;

export const networkCompliance: Suite<NetworkFixture> = [
  /* @__PURE__ */ check('has an address, an MTU and capabilities that make sense', async ({ network }) => {
    equal(network.mac.length, 6, 'octets of the MAC address');
    equal(network.mac[0]! & 1, 0, 'the group bit of the MAC address');
    assert(Number.isInteger(network.mtu) && network.mtu >= 68, `the MTU is ${network.mtu}`);
    const { transmitChecksum, receiveChecksum, segmentation } = network.capabilities;
    equal(typeof transmitChecksum, 'boolean', 'type of transmitChecksum');
    equal(typeof receiveChecksum, 'boolean', 'type of receiveChecksum');
    assert(Number.isInteger(segmentation) && segmentation >= 0, `segmentation is ${segmentation}`);
    assert(segmentation === 0 || transmitChecksum, 'segmentation without transmitChecksum: segments need checksums');
  }),
  /* @__PURE__ */ check('allocates frames with room, alignment and fields reset', async ({ network }) => {
    for (let round = 0; round < 3; round++) {
      const frame = take(network);
      assert(frame.bytes.length >= network.mtu + ETHERNET_HEADER_LENGTH, `room for ${frame.bytes.length} octets`);
      equal(frame.bytes.byteOffset % 4, 2, 'byteOffset % 4');
      equal(frame.checksum, CHECKSUM_COMPLETE, 'checksum');
      equal(frame.segmentSize, 0, 'segmentSize');
      frame.length = 77;
      frame.checksum = CHECKSUM_PARTIAL;
      frame.checksumStart = 34;
      frame.checksumOffset = 16;
      frame.segmentSize = 100;
      network.release(frame);
    }
  }),
  /* @__PURE__ */ check('allocates short frames on request', async ({ network }) => {
    const frame = network.allocate(64);
    assert(frame !== null && frame.bytes.length >= 64, 'no room for 64 octets');
    network.release(frame);
  }),
  /* @__PURE__ */ check('delivers frames of every length, octet for octet', async ({ network, peer, settle }) => {
    const got = collect(peer);
    const longest = network.mtu + ETHERNET_HEADER_LENGTH;
    const lengths = [MINIMUM_LENGTH, 61, 62, 63, 64, 65, 127, 128, 255, 511, 512, 513, 1000, longest - 1, longest];
    const sent = lengths.filter((length) => length >= MINIMUM_LENGTH && length <= longest);
    for (const [i, length] of sent.entries()) {
      send(network, peer, length, i);
      network.flush();
      await settle();
    }
    equal(got.length, sent.length, 'frames received');
    for (const [i, length] of sent.entries())
      equal(got[i]!, content(network, peer, length, i), `frame of ${length} octets`);
  }),
  /* @__PURE__ */ check(
    'delivers a batch in the order in which it was transmitted',
    async ({ network, peer, settle }) => {
      const got = collect(peer);
      for (let i = 0; i < 8; i++) send(network, peer, 100 + i, i);
      network.flush();
      await settle();
      equal(got.length, 8, 'frames received');
      for (let i = 0; i < 8; i++) equal(got[i]!, content(network, peer, 100 + i, i), `frame ${i}`);
    },
  ),
  /* @__PURE__ */ check('delivers in both directions at a time', async ({ network, peer, settle }) => {
    const atPeer = collect(peer);
    const here = collect(network);
    for (let i = 0; i < 6; i++) {
      send(network, peer, 200, i);
      send(peer, network, 300, i);
      network.flush();
      peer.flush();
    }
    await settle();
    equal(atPeer.length, 6, 'frames received by the peer');
    equal(here.length, 6, 'frames received');
    for (let i = 0; i < 6; i++) {
      equal(atPeer[i]!, content(network, peer, 200, i), `frame ${i} at the peer`);
      equal(here[i]!, content(peer, network, 300, i), `frame ${i}`);
    }
  }),
  /* @__PURE__ */ check('delivers frames to the broadcast address', async ({ network, peer, settle }) => {
    const got = collect(peer);
    const frame = take(network);
    fill(frame, new Uint8Array(6).fill(0xff), network.mac, 90, 1);
    network.transmit(frame);
    network.flush();
    await settle();
    equal(got.length, 1, 'frames received');
  }),
  /* @__PURE__ */ check('receives batches that hold what they say', async ({ network, peer, settle }) => {
    let frames = 0;
    let fault = '';
    network.receive((batch, count) => {
      if (count < 1 || count > batch.length) fault = `a batch of ${count} in an array of ${batch.length}`;
      for (let i = 0; i < count; i++) {
        const { bytes, length, checksum, segmentSize } = batch[i]!;
        if (length < ETHERNET_HEADER_LENGTH || length > bytes.length)
          fault = `a length of ${length} in ${bytes.length}`;
        if (bytes.byteOffset % 4 !== 2) fault = `a frame at byteOffset ${bytes.byteOffset}`;
        if (checksum !== CHECKSUM_COMPLETE && !network.capabilities.receiveChecksum) {
          fault = `checksum state ${checksum} without receiveChecksum`;
        }
        if (segmentSize !== 0 && network.capabilities.segmentation === 0)
          fault = 'a super-segment without segmentation';
      }
      frames += count;
    });
    for (let i = 0; i < 8; i++) send(peer, network, 64 + i, i);
    peer.flush();
    await settle();
    equal(fault, '', 'fault');
    equal(frames, 8, 'frames received');
  }),
  /* @__PURE__ */ check(
    'lets a handler answer, and calls none from inside another',
    async ({ network, peer, settle }) => {
      let depth = 0;
      let deepest = 0;
      const got: Uint8Array[] = [];
      network.receive((frames, count) => {
        deepest = Math.max(deepest, ++depth);
        for (let i = 0; i < count; i++) {
          const answer = network.allocate();
          if (answer === null) continue;
          const { bytes, length } = frames[i]!;
          answer.bytes.set(bytes.subarray(0, length));
          answer.bytes.set(bytes.subarray(6, 12), 0);
          answer.bytes.set(network.mac, 6);
          answer.length = length;
          network.transmit(answer);
          network.flush();
        }
        depth--;
      });
      peer.receive((frames, count) => {
        deepest = Math.max(deepest, ++depth);
        for (let i = 0; i < count; i++) {
          got.push(frames[i]!.bytes.slice(0, frames[i]!.length));
          if (got.length < 10) {
            send(peer, network, 70, got.length);
            peer.flush();
          }
        }
        depth--;
      });
      send(peer, network, 70, 0);
      peer.flush();
      equal(deepest, 0, 'depth of handlers before the sender has returned');
      await settle();
      equal(got.length, 10, 'answers');
      equal(deepest, 1, 'depth of handlers');
      for (let i = 0; i < 10; i++) equal(got[i]!, content(network, peer, 70, i), `answer ${i}`);
    },
  ),
  /* @__PURE__ */ check(
    'drops and counts frames whose length is bad, and goes on',
    async ({ network, peer, settle }) => {
      const got = collect(peer);
      const before = network.statistics.transmitDropped;
      const bad = [0, 1, ETHERNET_HEADER_LENGTH - 1, network.mtu + ETHERNET_HEADER_LENGTH + 1, 2 ** 20, -1];
      for (const length of bad) {
        const frame = take(network);
        fill(frame, peer.mac, network.mac, 64, 0);
        frame.length = length;
        network.transmit(frame);
      }
      network.flush();
      await settle();
      equal(got.length, 0, 'frames received');
      equal(network.statistics.transmitDropped - before, bad.length, 'transmitDropped');
      send(network, peer, 100, 1);
      network.flush();
      await settle();
      equal(got.length, 1, 'frames received after them');
    },
  ),
  /* @__PURE__ */ check('bounds the frames that are in use, and takes them back', async ({ network }) => {
    for (let round = 0; round < 3; round++) {
      const frames: Frame[] = [];
      while (frames.length < MANY) {
        const frame = network.allocate();
        if (frame === null) break;
        frames.push(frame);
      }
      assert(frames.length < MANY, `${MANY} frames without a bound`);
      assert(frames.length > 0, `no frame in round ${round}`);
      equal(new Set(frames).size, frames.length, 'different frames');
      for (const frame of frames) network.release(frame);
    }
  }),
  /* @__PURE__ */ check('uses its frames again once they are sent', async ({ network, peer, settle }) => {
    let got = 0;
    peer.receive((_frames, count) => {
      got += count;
    });
    let sent = 0;
    for (let round = 0; round < 200; round++) {
      for (let i = 0; i < 16; i++) {
        const frame = network.allocate();
        if (frame === null) break;
        fill(frame, peer.mac, network.mac, 64, i);
        network.transmit(frame);
        sent++;
      }
      network.flush();
      await settle();
    }
    assert(sent >= 400, `only ${sent} frames could be sent in 200 rounds`);
    equal(got, sent, 'frames received');
  }),
  /* @__PURE__ */ check(
    'gives no frame when the queue is full, and some again later',
    async ({ network, peer, settle }) => {
      let got = 0;
      peer.receive((_frames, count) => {
        got += count;
      });
      let sent = 0;
      while (sent < MANY) {
        const frame = network.allocate();
        if (frame === null) break;
        fill(frame, peer.mac, network.mac, 64, 0);
        network.transmit(frame);
        sent++;
      }
      assert(sent < MANY, `${MANY} frames transmitted without a flush`);
      network.flush();
      await settle();
      equal(got, sent, 'frames received');
      network.release(take(network));
    },
  ),
  /* @__PURE__ */ check('counts what goes out and what comes in', async ({ network, peer, settle }) => {
    collect(network);
    collect(peer);
    const before = { ...plain(network) };
    for (let i = 0; i < 5; i++) send(network, peer, 100, i);
    for (let i = 0; i < 3; i++) send(peer, network, 200, i);
    network.flush();
    peer.flush();
    await settle();
    const after = plain(network);
    equal(after.transmittedFrames - before.transmittedFrames, 5, 'transmittedFrames');
    equal(after.transmittedBytes - before.transmittedBytes, 500, 'transmittedBytes');
    equal(after.receivedFrames - before.receivedFrames, 3, 'receivedFrames');
    equal(after.receivedBytes - before.receivedBytes, 600, 'receivedBytes');
  }),
  /* @__PURE__ */ check('drops what comes before there is a handler', async ({ network, peer, settle }) => {
    send(peer, network, 100, 1);
    peer.flush();
    await settle();
    const got = collect(network);
    send(peer, network, 100, 2);
    peer.flush();
    await settle();
    equal(got.length, 1, 'frames received');
    equal(got[0]!, content(peer, network, 100, 2), 'the second frame');
  }),
  /* @__PURE__ */ check('a second handler replaces the first', async ({ network, peer, settle }) => {
    const first = collect(network);
    send(peer, network, 100, 1);
    peer.flush();
    await settle();
    const second = collect(network);
    send(peer, network, 100, 2);
    peer.flush();
    await settle();
    equal(first.length, 1, 'frames of the first handler');
    equal(second.length, 1, 'frames of the second handler');
  }),
  /* @__PURE__ */ check('completes a checksum that is left to it', async ({ network, peer, settle }) => {
    if (!network.capabilities.transmitChecksum) return;
    const got: { bytes: Uint8Array; checksum: number; start: number; offset: number }[] = [];
    peer.receive((frames, count) => {
      for (let i = 0; i < count; i++) {
        const { bytes, length, checksum, checksumStart, checksumOffset } = frames[i]!;
        got.push({ bytes: bytes.slice(0, length), checksum, start: checksumStart, offset: checksumOffset });
      }
    });
    for (const payload of [1, 2, 99, 1000]) {
      const frame = take(network);
      frame.length = superSegment(frame.bytes, network.mac, peer.mac, payload);
      frame.checksum = CHECKSUM_PARTIAL;
      frame.checksumStart = TCP;
      frame.checksumOffset = 16;
      network.transmit(frame);
    }
    network.flush();
    await settle();
    equal(got.length, 4, 'frames received');
    for (const { bytes, checksum, start, offset } of got) {
      if (checksum === CHECKSUM_PARTIAL) {
        equal(start, TCP, 'checksumStart');
        equal(offset, 16, 'checksumOffset');
      } else if (checksum !== CHECKSUM_VERIFIED) checkTcp(bytes);
    }
  }),
  /* @__PURE__ */ check('cuts super-segments that are left to it', async ({ network, peer, settle }) => {
    const { segmentation } = network.capabilities;
    if (segmentation === 0) return;
    const got: { bytes: Uint8Array; checksum: number; segmentSize: number }[] = [];
    peer.receive((frames, count) => {
      for (let i = 0; i < count; i++) {
        const { bytes, length, checksum, segmentSize } = frames[i]!;
        got.push({ bytes: bytes.slice(0, length), checksum, segmentSize });
      }
    });
    const payload = segmentation - TCP - 20;
    const frame = network.allocate(segmentation);
    assert(frame !== null, `no frame of ${segmentation} octets, which is what segmentation says`);
    frame.length = superSegment(frame.bytes, network.mac, peer.mac, payload);
    frame.checksum = CHECKSUM_PARTIAL;
    frame.checksumStart = TCP;
    frame.checksumOffset = 16;
    frame.segmentSize = network.mtu - 40;
    const sent = frame.bytes.slice(TCP + 20, frame.length);
    network.transmit(frame);
    network.flush();
    await settle();
    let octets = 0;
    for (const { bytes, checksum, segmentSize } of got) {
      assert(segmentSize !== 0 || bytes.length <= network.mtu + 14, `a segment of ${bytes.length} octets`);
      if (checksum === CHECKSUM_COMPLETE) checkTcp(bytes);
      equal(
        bytes.subarray(TCP + 20),
        sent.subarray(octets, octets + bytes.length - TCP - 20),
        `payload from ${octets} on`,
      );
      octets += bytes.length - TCP - 20;
    }
    equal(octets, sent.length, 'octets of payload received');
  }),
  /* @__PURE__ */ check('carries nothing once it is closed, twice is fine', async ({ network, peer, settle }) => {
    const here = collect(network);
    const atPeer = collect(peer);
    const held = take(network);
    await network.close();
    await network.close();
    equal(network.allocate(), null, 'a frame after close');
    fill(held, peer.mac, network.mac, 64, 0);
    network.transmit(held);
    network.flush();
    send(peer, network, 100, 1);
    peer.flush();
    await settle();
    equal(here.length, 0, 'frames received after close');
    equal(atPeer.length, 0, 'frames received by the peer after close');
  }),
];

function check(name: string, body: (fixture: NetworkFixture) => Promise<void>): Case<NetworkFixture> {
  return {
    name,
    async run(setup) {
      const fixture = await setup();
      try {
        await body(fixture);
      } finally {
        await fixture.dispose?.();
      }
    },
  };
}

function take(network: Network): Frame {
  const frame = network.allocate();
  assert(frame !== null, 'allocate gave no frame, though hardly any is in use');
  return frame;
}

/** A frame of ETHERTYPE with a pattern that `seed` decides, so that a frame is told from every other. */
function fill(frame: Frame, destination: Uint8Array, source: Uint8Array, length: number, seed: number): void {
  const { bytes } = frame;
  bytes.set(destination, 0);
  bytes.set(source, 6);
  bytes[12] = ETHERTYPE >>> 8;
  bytes[13] = ETHERTYPE & 0xff;
  bytes.set(pattern(length - ETHERNET_HEADER_LENGTH, seed + length), ETHERNET_HEADER_LENGTH);
  frame.length = length;
}

function send(from: Network, to: Network, length: number, seed: number): void {
  const frame = take(from);
  fill(frame, to.mac, from.mac, length, seed);
  from.transmit(frame);
}

/** What `send` sent. */
function content(from: Network, to: Network, length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(to.mac, 0);
  bytes.set(from.mac, 6);
  bytes[12] = ETHERTYPE >>> 8;
  bytes[13] = ETHERTYPE & 0xff;
  bytes.set(pattern(length - ETHERNET_HEADER_LENGTH, seed + length), ETHERNET_HEADER_LENGTH);
  return bytes;
}

/** Copies of what `network` receives from now on; frames of other EtherTypes, which a host may send, are left out. */
function collect(network: Network): Uint8Array[] {
  const got: Uint8Array[] = [];
  network.receive((frames, count) => {
    for (let i = 0; i < count; i++) {
      const { bytes, length } = frames[i]!;
      if (((bytes[12]! << 8) | bytes[13]!) === ETHERTYPE) got.push(bytes.slice(0, length));
    }
  });
  return got;
}

function plain(network: Network): {
  receivedFrames: number;
  receivedBytes: number;
  transmittedFrames: number;
  transmittedBytes: number;
} {
  const { receivedFrames, receivedBytes, transmittedFrames, transmittedBytes } = network.statistics;
  return { receivedFrames, receivedBytes, transmittedFrames, transmittedBytes };
}

/** Where the TCP header is behind Ethernet's and IPv4's without options. */
const TCP = ETHERNET_HEADER_LENGTH + 20;

/** Writes TCP over IPv4 with the pseudo header's sum in the checksum field; returns its length. */
function superSegment(bytes: Uint8Array, source: Uint8Array, destination: Uint8Array, payload: number): number {
  const length = TCP + 20 + payload;
  const ip = ETHERNET_HEADER_LENGTH;
  bytes.fill(0, 0, TCP + 20);
  bytes.set(destination, 0);
  bytes.set(source, 6);
  bytes.set([0x08, 0x00, 0x45], 12);
  put16(bytes, ip + 2, length - ip);
  put16(bytes, ip + 4, 0xfffe);
  bytes.set([0x40, 0x00, 64, 6, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2], ip + 6);
  put16(bytes, ip + 10, ~add(bytes, ip, TCP, 0));
  put16(bytes, TCP, 4000);
  put16(bytes, TCP + 2, 80);
  bytes.set([0xff, 0xff, 0xff, 0x00, 0, 0, 0, 1, 0x50, 0x18, 0x20, 0x00], TCP + 4);
  bytes.set(pattern(payload, payload), TCP + 20);
  put16(bytes, TCP + 16, add(bytes, ip + 12, ip + 20, 6 + length - TCP));
  return length;
}

/** @throws unless both checksums are right (RFC 1071: the sum over everything is all ones) */
function checkTcp(bytes: Uint8Array): void {
  const ip = ETHERNET_HEADER_LENGTH;
  equal(add(bytes, ip, TCP, 0), 0xffff, 'sum over the IPv4 header');
  equal((bytes[ip + 2]! << 8) | bytes[ip + 3]!, bytes.length - ip, 'total length');
  equal(add(bytes, TCP, bytes.length, add(bytes, ip + 12, ip + 20, 6 + bytes.length - TCP)), 0xffff, 'sum over TCP');
}

function add(bytes: Uint8Array, start: number, end: number, initial: number): number {
  let sum = initial;
  for (let i = start; i < end; i++) sum += (i - start) % 2 === 0 ? bytes[i]! << 8 : bytes[i]!;
  while (sum > 0xffff) sum = (sum >>> 16) + (sum & 0xffff);
  return sum;
}

function put16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 8;
  bytes[offset + 1] = value;
}
