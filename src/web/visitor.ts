import type { Visitor } from './desk.ts'

const namesOfThisMachine = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/**
 * Whether a visitor sits at the machine that runs the server: the connection comes from the loopback address, no proxy
 * stands between, and the server was addressed by a name of this machine (another name pointing here may be a trick).
 */
export function isAtThisMachine(visitor: Visitor): boolean {
  const address = visitor.address?.replace(/^::ffff:/, '') ?? ''
  return !visitor.isForwarded && namesOfThisMachine.has(visitor.hostName.toLowerCase()) && (address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address))
}
