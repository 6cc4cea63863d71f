import { BlockList, isIP, isIPv6 } from 'node:net';
import { withoutEnd } from '../base/withoutEnd.ts';

/**
 * Where an address leads: to `machine`, this machine itself; to `network`, a network of its own that others cannot
 * reach; to `nowhere` that a service could mean (link-local, multicast and reserved addresses); or to the `internet`.
 */
export type NetworkPlace = 'machine' | 'network' | 'nowhere' | 'internet';

/** Names that only a machine, or only a network, knows (RFC 6761, 6762, 8375, and what routers, companies and clusters use). */
const machineNames = /^(.+\.)?(localhost|localhost6|localdomain)$/;
const networkNames = /\.(local|internal|intranet|private|corp|home|lan|home\.arpa|localnet|svc|test)$/;

/**
 * Where the host of an address leads, by what it says: a name is not looked up. The URL has read the other ways of
 * writing an IPv4 address by then (2130706433, 0x7f.1, 127.1).
 */
export function networkPlace({ hostname }: URL): NetworkPlace {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const name = withoutEnd(host, (each) => each === '.');
  if (isIP(name) !== 0) return placeOfAddress(name);
  if (name === '') return 'nowhere';
  if (machineNames.test(name)) return 'machine';
  // A name of one word is completed by the network.
  return !name.includes('.') || networkNames.test(name) ? 'network' : 'internet';
}

function ranges(...subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}

const machine = ranges('127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128');
const network = ranges('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7');
/** Of IPv6, only one eighth is given out. */
const givenOut = ranges('0.0.0.0/0', '2000::/3');
/** What IANA's registries of special addresses say of the rest. */
const special = ranges(
  ...['169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
);

function placeOfAddress(address: string): NetworkPlace {
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address) ?? [];
  if (high !== undefined && low !== undefined) {
    const [one, two] = [parseInt(high, 16), parseInt(low, 16)];
    return placeOfAddress([one >> 8, one & 255, two >> 8, two & 255].join('.'));
  }
  const isWithin = (list: BlockList) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  if (isWithin(machine)) return 'machine';
  if (isWithin(network)) return 'network';
  return isWithin(givenOut) && !isWithin(special) ? 'internet' : 'nowhere';
}
