// An Ethernet, IPv4, UDP and DNS responder over typed arrays and DataViews: packet to packet.
import { measure } from '../measure.mjs';

class EthernetHeader {
  static SIZE = 14;
  dst;
  src;
  etherType;
  constructor(dst, src, etherType) {
    this.dst = dst;
    this.src = src;
    this.etherType = etherType;
  }
  static parse(view, bytes, off) {
    return new EthernetHeader(
      bytes.subarray(off, off + 6),
      bytes.subarray(off + 6, off + 12),
      view.getUint16(off + 12),
    );
  }
  write(view, bytes, off) {
    for (let i = 0; i < 6; i++) {
      bytes[off + i] = this.dst[i];
      bytes[off + 6 + i] = this.src[i];
    }
    view.setUint16(off + 12, this.etherType);
  }
}
class Ipv4Header {
  static SIZE = 20;
  version = 4;
  ihl = 5;
  tos = 0;
  totalLength = 0;
  id = 0;
  flags = 0;
  fragOffset = 0;
  ttl = 64;
  protocol = 0;
  checksum = 0;
  src = 0;
  dst = 0;
  static parse(view, off) {
    const h = new Ipv4Header();
    const b0 = view.getUint8(off);
    h.version = b0 >> 4;
    h.ihl = b0 & 15;
    h.tos = view.getUint8(off + 1);
    h.totalLength = view.getUint16(off + 2);
    h.id = view.getUint16(off + 4);
    const fl = view.getUint16(off + 6);
    h.flags = fl >> 13;
    h.fragOffset = fl & 8191;
    h.ttl = view.getUint8(off + 8);
    h.protocol = view.getUint8(off + 9);
    h.checksum = view.getUint16(off + 10);
    h.src = view.getUint32(off + 12);
    h.dst = view.getUint32(off + 16);
    return h;
  }
  write(view, bytes, off) {
    view.setUint8(off, (this.version << 4) | this.ihl);
    view.setUint8(off + 1, this.tos);
    view.setUint16(off + 2, this.totalLength);
    view.setUint16(off + 4, this.id);
    view.setUint16(off + 6, (this.flags << 13) | this.fragOffset);
    view.setUint8(off + 8, this.ttl);
    view.setUint8(off + 9, this.protocol);
    view.setUint16(off + 10, 0);
    view.setUint32(off + 12, this.src);
    view.setUint32(off + 16, this.dst);
    view.setUint16(off + 10, finish(sum16(bytes, off, 20, 0)));
  }
}
class UdpHeader {
  static SIZE = 8;
  srcPort;
  dstPort;
  length;
  checksum;
  constructor(srcPort, dstPort, length, checksum) {
    this.srcPort = srcPort;
    this.dstPort = dstPort;
    this.length = length;
    this.checksum = checksum;
  }
  static parse(view, off) {
    return new UdpHeader(
      view.getUint16(off),
      view.getUint16(off + 2),
      view.getUint16(off + 4),
      view.getUint16(off + 6),
    );
  }
}
function sum16(b, off, len, acc) {
  const end = off + (len & ~1);
  let i = off;
  for (; i < end; i += 2) acc += (b[i] << 8) | b[i + 1];
  if (len & 1) acc += b[i] << 8;
  return acc;
}
function finish(acc) {
  while (acc > 65535) acc = (acc & 65535) + (acc >>> 16);
  return ~acc & 65535;
}
function pseudo(src, dst, proto, len) {
  return (src >>> 16) + (src & 65535) + (dst >>> 16) + (dst & 65535) + proto + len;
}
class DnsError extends Error {
  code;
  constructor(code, msg) {
    super(msg);
    this.code = code;
  }
}
class DnsQuestion {
  labels;
  type;
  cls;
  end;
  constructor(labels, type, cls, end) {
    this.labels = labels;
    this.type = type;
    this.cls = cls;
    this.end = end;
  }
  get name() {
    return this.labels.join('.');
  }
}
function readName(b, base, off, limit, labels) {
  let end = -1;
  let jumps = 0;
  for (;;) {
    if (off >= limit) throw new DnsError(1, 'name past end');
    const len = b[off];
    if (len === 0) {
      off++;
      break;
    }
    if ((len & 192) === 192) {
      if (++jumps > 16) throw new DnsError(1, 'pointer loop');
      if (end < 0) end = off + 2;
      off = base + (((len & 63) << 8) | b[off + 1]);
      continue;
    }
    if (off + 1 + len > limit) throw new DnsError(1, 'label past end');
    let s = '';
    for (let i = 0; i < len; i++) {
      let c = b[off + 1 + i];
      if (c >= 65 && c <= 90) c += 32;
      s += String.fromCharCode(c);
    }
    labels.push(s);
    off += 1 + len;
  }
  return end < 0 ? off : end;
}
class Zone {
  records = /* @__PURE__ */ new Map();
  add(name, rr) {
    const l = this.records.get(name);
    if (l) l.push(rr);
    else this.records.set(name, [rr]);
  }
  lookup(name, type) {
    const l = this.records.get(name);
    if (l === void 0) return void 0;
    return l.filter((r) => r.type === type);
  }
}
class DnsServer {
  constructor(zone, ip, mac) {
    this.zone = zone;
    this.ip = ip;
    this.mac = mac;
  }
  zone;
  ip;
  mac;
  served = 0;
  dropped = 0;
  nxdomain = 0;
  out = new Uint8Array(1514);
  outView = new DataView(this.out.buffer);
  input(frame) {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    if (frame.length < 42) {
      this.dropped++;
      return null;
    }
    const eth = EthernetHeader.parse(view, frame, 0);
    if (eth.etherType !== 2048) {
      this.dropped++;
      return null;
    }
    const ip = Ipv4Header.parse(view, 14);
    if (ip.version !== 4 || ip.ihl < 5 || ip.dst !== this.ip || ip.protocol !== 17 || ip.fragOffset !== 0) {
      this.dropped++;
      return null;
    }
    const hl = ip.ihl * 4;
    if (finish(sum16(frame, 14, hl, 0)) !== 0) {
      this.dropped++;
      return null;
    }
    const uoff = 14 + hl;
    const udp = UdpHeader.parse(view, uoff);
    if (udp.dstPort !== 53 || udp.length < 8 || 14 + ip.totalLength > frame.length) {
      this.dropped++;
      return null;
    }
    if (udp.checksum !== 0 && finish(sum16(frame, uoff, udp.length, pseudo(ip.src, ip.dst, 17, udp.length))) !== 0) {
      this.dropped++;
      return null;
    }
    try {
      return this.dns(frame, view, uoff + 8, uoff + udp.length, eth, ip, udp);
    } catch (e) {
      if (e instanceof DnsError) {
        this.dropped++;
        return null;
      }
      throw e;
    }
  }
  dns(b, view, off, end, eth, ip, udp) {
    if (end - off < 12) throw new DnsError(1, 'short');
    const id = view.getUint16(off);
    const flags = view.getUint16(off + 2);
    const qd = view.getUint16(off + 4);
    if ((flags & 32768) !== 0 || qd !== 1) throw new DnsError(4, 'not a query');
    const labels = [];
    const p = readName(b, off, off + 12, end, labels);
    if (p + 4 > end) throw new DnsError(1, 'short question');
    const q = new DnsQuestion(labels, view.getUint16(p), view.getUint16(p + 2), p + 4);
    const answers = this.zone.lookup(q.name, q.type);
    const rcode = answers === void 0 ? 3 : 0;
    if (rcode === 3) this.nxdomain++;
    const o = this.out,
      ov = this.outView;
    const dOff = 42;
    ov.setUint16(dOff, id);
    ov.setUint16(dOff + 2, 33792 | (flags & 256) | rcode);
    ov.setUint16(dOff + 4, 1);
    ov.setUint16(dOff + 6, answers === void 0 ? 0 : answers.length);
    ov.setUint16(dOff + 8, 0);
    ov.setUint16(dOff + 10, 0);
    const qlen = q.end - (off + 12);
    o.set(b.subarray(off + 12, off + 12 + qlen), dOff + 12);
    let w = dOff + 12 + qlen;
    if (answers !== void 0) {
      for (const rr of answers) {
        ov.setUint16(w, 49164);
        ov.setUint16(w + 2, rr.type);
        ov.setUint16(w + 4, 1);
        ov.setUint32(w + 6, rr.ttl);
        ov.setUint16(w + 10, rr.data.length);
        o.set(rr.data, w + 12);
        w += 12 + rr.data.length;
      }
    }
    const ulen = w - 34;
    ov.setUint16(34, udp.dstPort);
    ov.setUint16(36, udp.srcPort);
    ov.setUint16(38, ulen);
    ov.setUint16(40, 0);
    let c = finish(sum16(o, 34, ulen, pseudo(ip.dst, ip.src, 17, ulen)));
    if (c === 0) c = 65535;
    ov.setUint16(40, c);
    const rip = new Ipv4Header();
    rip.totalLength = 20 + ulen;
    rip.id = (ip.id + 1) & 65535;
    rip.flags = 2;
    rip.protocol = 17;
    rip.src = ip.dst;
    rip.dst = ip.src;
    rip.write(ov, o, 14);
    new EthernetHeader(eth.src, this.mac, 2048).write(ov, o, 0);
    this.served++;
    return o.subarray(0, w);
  }
}
function buildQuery(id, name, type, srcIp, dstIp) {
  const b = new Uint8Array(1514);
  const v = new DataView(b.buffer);
  let w = 42;
  v.setUint16(w, id);
  v.setUint16(w + 2, 256);
  v.setUint16(w + 4, 1);
  w += 12;
  for (const l of name.split('.')) {
    b[w++] = l.length;
    for (let i = 0; i < l.length; i++) b[w++] = l.charCodeAt(i);
  }
  b[w++] = 0;
  v.setUint16(w, type);
  v.setUint16(w + 2, 1);
  w += 4;
  const ulen = w - 34;
  v.setUint16(34, 4e4 + (id & 4095));
  v.setUint16(36, 53);
  v.setUint16(38, ulen);
  v.setUint16(40, 0);
  v.setUint16(40, finish(sum16(b, 34, ulen, pseudo(srcIp, dstIp, 17, ulen))));
  const ip = new Ipv4Header();
  ip.totalLength = 20 + ulen;
  ip.id = id & 65535;
  ip.protocol = 17;
  ip.src = srcIp;
  ip.dst = dstIp;
  ip.write(v, b, 14);
  new EthernetHeader(new Uint8Array([2, 0, 0, 0, 0, 1]), new Uint8Array([2, 0, 0, 0, 0, 2]), 2048).write(v, b, 0);
  return b.subarray(0, w);
}
function main() {
  const zone = new Zone();
  const names = [];
  for (let i = 0; i < 64; i++) {
    const n2 = `host${i}.example${i % 7}.com`;
    names.push(n2);
    zone.add(n2, { type: 1, ttl: 300 + i, data: new Uint8Array([10, 0, i, 1]) });
    zone.add(n2, { type: 1, ttl: 300 + i, data: new Uint8Array([10, 0, i, 2]) });
    zone.add(n2, { type: 28, ttl: 60, data: new Uint8Array(16) });
  }
  names.push('nope.example.org');
  const me = 167772161;
  const server = new DnsServer(zone, me, new Uint8Array([2, 0, 0, 0, 0, 1]));
  const frames = [];
  for (let i = 0; i < 256; i++) {
    frames.push(
      buildQuery(
        i * 7,
        i % 3 === 0 ? names[i % 65].toUpperCase() : names[i % 65],
        i % 5 === 0 ? 28 : 1,
        3232235520 + i,
        me,
      ),
    );
  }
  const bad = frames[10].slice();
  bad[30] ^= 1;
  frames.push(bad);
  let h = 0;
  for (let i = 0; i < frames.length; i++) {
    const r = server.input(frames[i]);
    if (r !== null) for (let j = 0; j < r.length; j++) h = (Math.imul(h, 31) + r[j]) | 0;
  }
  console.log(`pkt check ${h >>> 0} served ${server.served} dropped ${server.dropped} nx ${server.nxdomain}`);
  measure('pkt', 'queries/s', () => {
    for (let k = 0; k < 8; k++) for (let i = 0; i < frames.length; i++) server.input(frames[i]);
    return 8 * frames.length;
  });
}
main();
