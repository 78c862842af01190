import { HostError } from '../host.ts'

/** Gives up on work that the machine does not finish, such as a read from a dead network mount; the work itself goes on. */
export function withDeadline<T>(what: string, milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new HostError('timeout', `${what} took longer than ${milliseconds} ms`)),
      milliseconds,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
