import type { Request } from 'express';

/** Whose limit it counts for. A household is given a whole network of IPv6, of which every address is its own. */
export function addressOf(req: Request): string {
  const address = (req.ip ?? '').replace(/^::ffff:/, '');
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = [head, tail].map((part) => (part ? part.split(':') : []));
  const zeros = tail === undefined ? 0 : 8 - groups.flat().length;
  return [...groups[0]!, ...Array<string>(Math.max(0, zeros)).fill('0'), ...groups[1]!].slice(0, 4).join(':');
}
