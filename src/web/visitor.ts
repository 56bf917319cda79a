import type { Visitor } from './desk.ts'

const namesOfThisMachine = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/**
 * Whether a visitor sits at the machine that runs the server: the connection comes from the loopback address, no proxy
 * stands between, and the server was addressed by a name of this machine (another name pointing here may be a trick).
 */
export function isAtThisMachine(visitor: Visitor): boolean {
  return visitor.address !== null && isLoopback(visitor.address) && !visitor.isForwarded && isNameOfThisMachine(visitor.hostName)
}

/** Whether a name or address, without a port, is one that only this machine itself is called by. */
export function isNameOfThisMachine(hostName: string): boolean {
  return namesOfThisMachine.has(hostName.toLowerCase())
}

/** Whether a connection comes from this machine itself; one that does not say (null) was made inside it. */
export function isLoopback(address: string | null): boolean {
  return address === null || address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address)
}

const proxyHeaders = /^(x-forwarded(-.+)?|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-(for|host|forwarded-for)|true-client-ip|cf-.+|fastly-client-ip|fly-client-ip)$/

/** Whether a proxy passed a request on, told by what proxies add to its headers. @param names in lower case */
export function isFromProxy(names: Iterable<string>): boolean {
  for (const name of names) if (proxyHeaders.test(name)) return true
  return false
}
