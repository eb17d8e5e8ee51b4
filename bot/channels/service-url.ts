import { isLoopbackHost } from '../config.ts';
import { Fault } from '../fault.ts';

/** Replies go to the address that the activity names, so that it must be one we trust. */
export function assertServiceUrl(serviceUrl: string, hosts: string[] | 'loopback'): void {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
  const right =
    hosts === 'loopback'
      ? url?.protocol === 'http:' && isLoopbackHost(url.hostname)
      : url?.protocol === 'https:' && allowed(url.hostname, hosts);
  if (url && right && url.username === '' && url.password === '') return;
  const must =
    hosts === 'loopback'
      ? 'must be an http address on loopback while no MicrosoftAppId is set'
      : 'must be https on a host of SERVICE_URL_HOSTS';
  throw new Fault(400, 'bad-service-url', `serviceUrl: ${must}`);
}

function allowed(hostname: string, hosts: string[]): boolean {
  return hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}
