import ipaddr from 'ipaddr.js';

/**
 * Where an address leads: to `machine`, this machine itself; to `network`, a network of its own that others cannot
 * reach; to `nowhere` that a service could mean (link-local, multicast and reserved addresses); or to the `internet`.
 */
export type NetworkPlace = 'machine' | 'network' | 'nowhere' | 'internet';

/** Names that only a machine, or only a network, knows (RFC 6761, 6762, 8375, and what routers and companies use). */
const machineNames = /^(.+\.)?(localhost|localhost6|localdomain)$/;
const networkNames = /\.(local|internal|intranet|private|corp|home|lan|home\.arpa)$/;

/**
 * Where the host of an address leads, by what it says: a name is not looked up. The URL has read the other ways of
 * writing an IPv4 address by then (2130706433, 0x7f.1, 127.1).
 */
export function networkPlace({ hostname }: URL): NetworkPlace {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const name = host.replace(/\.+$/, '');
  if (ipaddr.isValid(name)) return placeOfAddress(name);
  if (name === '') return 'nowhere';
  if (machineNames.test(name)) return 'machine';
  // A name of one word is completed by the network.
  return !name.includes('.') || networkNames.test(name) ? 'network' : 'internet';
}

function placeOfAddress(text: string): NetworkPlace {
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress())
    return placeOfAddress(address.toIPv4Address().toString());
  switch (address.range()) {
    case 'loopback':
    case 'unspecified':
      return 'machine';
    case 'private':
    case 'uniqueLocal':
    case 'carrierGradeNat':
      return 'network';
    case 'unicast':
      // Of IPv6, only one eighth is given out.
      return address instanceof ipaddr.IPv4 || /^[23][\da-f]{3}:/.test(address.toString())
        ? 'internet'
        : 'nowhere';
    default:
      return 'nowhere';
  }
}
