import type { Message } from './message.ts'
import { DeliveryError } from './outbound.ts'

/** A mail server, as somebody set it up. */
export interface MailServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  password: string | null
  from: string
}

interface Mail {
  server: MailServer
  to: string
  message: Message
  agentId: string
  signal: AbortSignal
}

const stepMs = 10_000

/**
 * Hands a message to the mail server. The Message-ID stays the same over all tries, so that whoever reads twice can tell.
 * Gives what the server answered. @throws DeliveryError
 */
export async function sendMail({ server, to, message, agentId, signal }: Mail): Promise<string> {
  // Late: an agent that sends no mail does not need it.
  const { createTransport } = await import('nodemailer')
  const { host, port, security, user, password, from } = server
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: stepMs, greetingTimeout: stepMs, socketTimeout: stepMs, dnsTimeout: stepMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  const stop = () => transport.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const { response } = await transport.sendMail({
      ...{ from, to, subject: message.subject, text: message.text, messageId: messageIdOf(message.id, agentId) },
      headers: { 'auto-submitted': 'auto-generated' },
    })
    return response.slice(0, 200)
  } catch (error) {
    throw new DeliveryError(wordsFor(error), { cause: error })
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}

/** RFC 5322 wants it to be unique for ever: both ids are. */
export const messageIdOf = (deliveryId: string, agentId: string): string => `<${deliveryId}@${agentId}.moltbot-ops>`

function wordsFor(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  if (typeof responseCode === 'number') return `The mail server answered ${responseCode}.`
  if (code === 'EAUTH') return 'The mail server does not accept the user or password.'
  if (code === 'ETLS') return 'The mail server does not offer a safe connection.'
  if (code === 'ETIMEDOUT') return 'The mail server does not answer.'
  return 'The mail server could not be reached.'
}
