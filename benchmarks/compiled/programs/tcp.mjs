// Two endpoints that exchange segments of 1460 bytes like TCP: windows, acknowledgements, checksums.
import { measure } from '../measure.mjs';

const MSS = 1460;
const HDR = 54;
const FLAG_ACK = 16,
  FLAG_PSH = 8;
function seqLt(a, b) {
  return ((a - b) | 0) < 0;
}
function seqLeq(a, b) {
  return ((a - b) | 0) <= 0;
}
function seqAdd(a, n) {
  return (a + n) >>> 0;
}
function checksum(b, off, len, acc) {
  const end = off + (len & ~1);
  let i = off;
  for (; i < end; i += 2) acc += (b[i] << 8) | b[i + 1];
  if (len & 1) acc += b[i] << 8;
  while (acc > 65535) acc = (acc & 65535) + (acc >>> 16);
  return ~acc & 65535;
}
class Segment {
  seq;
  len;
  data;
  sentAt;
  rtx = 0;
  constructor(seq, data, sentAt) {
    this.seq = seq;
    this.len = data.length;
    this.data = data;
    this.sentAt = sentAt;
  }
}
class Queue {
  buf = [];
  head = 0;
  get length() {
    return this.buf.length - this.head;
  }
  push(x) {
    this.buf.push(x);
  }
  peek() {
    return this.buf[this.head];
  }
  shift() {
    if (this.head >= this.buf.length) return void 0;
    const x = this.buf[this.head];
    this.buf[this.head++] = void 0;
    if (this.head > 32 && this.head * 2 >= this.buf.length) {
      this.buf = this.buf.slice(this.head);
      this.head = 0;
    }
    return x;
  }
}
class Tcb {
  localPort;
  remotePort;
  localIp;
  remoteIp;
  iss;
  irs;
  sndUna;
  sndNxt;
  sndWnd;
  sndWl1;
  sndWl2;
  rcvNxt;
  rcvWnd;
  cwnd;
  ssthresh;
  dupAcks = 0;
  srtt = 0;
  rttvar = 0;
  rto = 1e3;
  segsOut = 0;
  segsIn = 0;
  bytesIn = 0;
  badSum = 0;
  ackPending = 0;
  rtxq = new Queue();
  wire;
  sums;
  sink = 0;
  rcvBuf = new Uint8Array(65536);
  constructor(lp, rp, lip, rip, iss, irs, wire, sums) {
    this.localPort = lp;
    this.remotePort = rp;
    this.localIp = lip;
    this.remoteIp = rip;
    this.iss = iss;
    this.irs = irs;
    this.sndUna = iss;
    this.sndNxt = iss;
    this.sndWnd = 65535;
    this.sndWl1 = irs;
    this.sndWl2 = iss;
    this.rcvNxt = irs;
    this.rcvWnd = 65535;
    this.cwnd = 10 * MSS;
    this.ssthresh = 65535;
    this.wire = wire;
    this.sums = sums;
  }
  emit(flags, seq, payload, _now) {
    const plen = payload === null ? 0 : payload.length;
    const pkt = new Uint8Array(HDR + plen);
    const v = new DataView(pkt.buffer);
    v.setUint16(12, 2048);
    pkt[14] = 69;
    v.setUint16(16, 40 + plen);
    pkt[22] = 64;
    pkt[23] = 6;
    v.setUint32(26, this.localIp);
    v.setUint32(30, this.remoteIp);
    v.setUint16(34, this.localPort);
    v.setUint16(36, this.remotePort);
    v.setUint32(38, seq);
    v.setUint32(42, this.rcvNxt);
    pkt[46] = 80;
    pkt[47] = flags;
    v.setUint16(48, this.rcvWnd);
    if (payload !== null) pkt.set(payload, HDR);
    v.setUint16(24, checksum(pkt, 14, 20, 0));
    if (this.sums) v.setUint16(50, checksum(pkt, 34, 20 + plen, this.pseudo(this.localIp, this.remoteIp, 20 + plen)));
    this.segsOut++;
    this.ackPending = 0;
    this.wire.push(pkt);
  }
  pseudo(a, b, len) {
    return (a >>> 16) + (a & 65535) + (b >>> 16) + (b & 65535) + 6 + len;
  }
  sendData(data, now) {
    const inflight = (this.sndNxt - this.sndUna) >>> 0;
    const win = Math.min(this.cwnd, this.sndWnd);
    if (inflight + data.length > win) return false;
    const seg = new Segment(this.sndNxt, data, now);
    this.rtxq.push(seg);
    this.emit(FLAG_ACK | FLAG_PSH, this.sndNxt, data, now);
    this.sndNxt = seqAdd(this.sndNxt, data.length);
    return true;
  }
  input(pkt, now) {
    const v = new DataView(pkt.buffer, pkt.byteOffset, pkt.byteLength);
    const plen = v.getUint16(16) - 40;
    if (this.sums && checksum(pkt, 34, 20 + plen, this.pseudo(this.localIp, this.remoteIp, 20 + plen)) !== 0) {
      this.badSum++;
      return;
    }
    if (v.getUint16(36) !== this.localPort || v.getUint16(34) !== this.remotePort) return;
    this.segsIn++;
    const seq = v.getUint32(38);
    const ack = v.getUint32(42);
    const flags = pkt[47];
    const wnd = v.getUint16(48);
    if ((flags & FLAG_ACK) !== 0) {
      if (seqLt(this.sndUna, ack) && seqLeq(ack, this.sndNxt)) {
        const acked = (ack - this.sndUna) >>> 0;
        this.sndUna = ack;
        this.dupAcks = 0;
        if (this.cwnd < this.ssthresh) this.cwnd += Math.min(acked, MSS);
        else this.cwnd += Math.max(1, Math.floor((MSS * MSS) / this.cwnd));
        let s = this.rtxq.peek();
        while (s !== void 0 && seqLeq(seqAdd(s.seq, s.len), ack)) {
          this.rtxq.shift();
          if (s.rtx === 0) this.rttSample(now - s.sentAt);
          s = this.rtxq.peek();
        }
      } else if (ack === this.sndUna && this.rtxq.length > 0) {
        this.dupAcks++;
      }
      if (seqLt(this.sndWl1, seq) || (this.sndWl1 === seq && seqLeq(this.sndWl2, ack))) {
        this.sndWnd = wnd;
        this.sndWl1 = seq;
        this.sndWl2 = ack;
      }
    }
    if (plen > 0) {
      if (seq === this.rcvNxt) {
        const at = this.bytesIn & 65535;
        const room = 65536 - at;
        if (plen <= room) this.rcvBuf.set(pkt.subarray(HDR, HDR + plen), at);
        else {
          this.rcvBuf.set(pkt.subarray(HDR, HDR + room), at);
          this.rcvBuf.set(pkt.subarray(HDR + room, HDR + plen), 0);
        }
        this.rcvNxt = seqAdd(this.rcvNxt, plen);
        this.bytesIn += plen;
        this.sink = (this.sink + this.rcvBuf[at]) | 0;
        if (++this.ackPending >= 2) this.emit(FLAG_ACK, this.sndNxt, null, now);
      } else {
        this.emit(FLAG_ACK, this.sndNxt, null, now);
      }
    }
  }
  flushAck(now) {
    if (this.ackPending > 0) this.emit(FLAG_ACK, this.sndNxt, null, now);
  }
  rttSample(r) {
    if (this.srtt === 0) {
      this.srtt = r;
      this.rttvar = r / 2;
    } else {
      const d = Math.abs(this.srtt - r);
      this.rttvar = 0.75 * this.rttvar + 0.25 * d;
      this.srtt = 0.875 * this.srtt + 0.125 * r;
    }
    this.rto = Math.max(200, Math.min(6e4, this.srtt + 4 * this.rttvar));
  }
}
class World {
  ab = new Queue();
  ba = new Queue();
  a;
  b;
  now = 0;
  payload;
  constructor(sums) {
    this.a = new Tcb(4e4, 80, 167772161, 167772162, 4294963200, 1e3, this.ab, sums);
    this.b = new Tcb(80, 4e4, 167772162, 167772161, 1e3, 4294963200, this.ba, sums);
    this.payload = new Uint8Array(MSS);
    for (let i = 0; i < MSS; i++) this.payload[i] = (i * 7 + 3) & 255;
  }
  step() {
    this.now += 1;
    while (this.a.sendData(this.payload, this.now)) {}
    let p;
    while ((p = this.ab.shift()) !== void 0) this.b.input(p, this.now);
    this.b.flushAck(this.now);
    while ((p = this.ba.shift()) !== void 0) this.a.input(p, this.now);
  }
}
function run(sums) {
  const w = new World(sums);
  for (let i = 0; i < 200; i++) w.step();
  console.log(
    'tcp check sums=' +
      (sums ? 1 : 0) +
      ' bytes ' +
      w.b.bytesIn +
      ' sink ' +
      w.b.sink +
      ' cwnd ' +
      w.a.cwnd +
      ' una ' +
      w.a.sndUna +
      ' segs ' +
      w.a.segsOut +
      '/' +
      w.b.segsOut +
      ' bad ' +
      (w.a.badSum + w.b.badSum) +
      ' rto ' +
      w.a.rto.toFixed(3),
  );
  measure(sums ? 'tcp, checksums' : 'tcp', 'MB/s', () => {
    const before = w.b.bytesIn;
    for (let i = 0; i < 16; i++) w.step();
    return (w.b.bytesIn - before) / 1e6;
  });
}
run(true);
run(false);
