import { ipv4Family } from './ip/family.js';
import { BareIpStack, type IpStackContext, type IpStackOptions } from './ip-stack.js';
import { ipv6Family } from './ipv6/family.js';

/** The pure stack with both families. */
export class IpStack extends BareIpStack {
  constructor(context: IpStackContext, options: IpStackOptions = {}) {
    super(context, options, { ipv4: ipv4Family, ipv6: ipv6Family });
  }
}
