import { createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * A mail server on loopback that keeps what it is given and delivers nothing: RFC 5321 as far as one letter needs it.
 * A test says beforehand what it answers: a line such as '451 later', 'slow' for the usual one after 150 ms,
 * 'hang' for none at all, 'drop' for a connection that breaks, null to go on as usual.
 */

export type Stage = 'connect' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'end'
export type Answers = (stage: Stage, said: string) => string | null

export interface Sink {
  port: number
  /** Everything taken whole, oldest first, as it came over the wire without its dots doubled. */
  taken: { from: string; to: string[]; raw: string }[]
  /** Every line but those of letters, in order. */
  said: string[]
  answers: Answers
  close(): Promise<void>
}

export async function smtpSink(extensions: string[] = [], port = 0): Promise<Sink> {
  const open = new Set<Socket>()
  const sink: Sink = { port: 0, taken: [], said: [], answers: () => null, close: () => new Promise(done => { for (const socket of open) socket.destroy(); server.close(() => done()) }) }
  const server = createServer(socket => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => {})
    let unread = '', from = '', to: string[] = [], raw: string | null = null

    const answer = (stage: Stage, said: string, usual: string): boolean => {
      const chosen = sink.answers(stage, said) ?? usual
      if (chosen === 'hang') return false
      if (chosen === 'slow') { setTimeout(() => { socket.write(`${usual}\r\n`) }, 150); return true }
      if (chosen === 'drop') { socket.destroy(); return false }
      socket.write(`${chosen}\r\n`)
      return chosen === usual
    }
    const command = (line: string) => {
      sink.said.push(line)
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') answer('EHLO', line, [`250${extensions.length > 0 ? '-' : ' '}sink`, ...extensions.map((one, at) => `250${at < extensions.length - 1 ? '-' : ' '}${one}`)].join('\r\n'))
      else if (verb === 'AUTH') answer('AUTH', line, '235 welcome')
      else if (verb === 'MAIL') { if (answer('MAIL', line, '250 go on')) { from = /<(.*)>/.exec(line)![1]!; to = [] } }
      else if (verb === 'RCPT') { if (answer('RCPT', line, '250 go on')) to.push(/<(.*)>/.exec(line)![1]!) }
      else if (verb === 'DATA') { if (answer('DATA', line, '354 go on')) raw = '' }
      else if (verb === 'RSET') socket.write('250 forgotten\r\n')
      else if (verb === 'QUIT') socket.end('221 goodbye\r\n')
      else socket.write('502 not here\r\n')
    }
    const dataLine = (line: string) => {
      if (line !== '.') { raw += `${line.startsWith('.') ? line.slice(1) : line}\r\n`; return }
      const whole = { from, to, raw: raw! }
      raw = null
      // Kept also when the answer gets lost: that is when a letter goes twice.
      const chosen = sink.answers('end', whole.raw)
      if (chosen === null || !/^\d/.test(chosen)) sink.taken.push(whole)
      answer('end', whole.raw, '250 taken')
    }
    socket.on('data', bytes => {
      unread += bytes.toString('latin1')
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end)
        unread = unread.slice(end + 2)
        if (raw === null) command(line)
        else dataLine(line)
      }
    })
    answer('connect', '', '220 sink ESMTP')
  })
  await new Promise<void>(ready => { server.listen(port, '127.0.0.1', ready) })
  sink.port = (server.address() as AddressInfo).port
  return sink
}

/** Reads a letter as a mail program would: headers by their names in small letters, and the text behind its encoding. */
export function readLetter(raw: string): { headers: Map<string, string>; text: string } {
  const [head, ...rest] = raw.split('\r\n\r\n')
  const headers = new Map(head!.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n').map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const))
  const body = rest.join('\r\n\r\n')
  if (headers.get('content-transfer-encoding') !== 'quoted-printable') return { headers, text: body.replaceAll('\r\n', '\n') }
  const bytes = body.replaceAll('=\r\n', '').replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return { headers, text: Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n') }
}
