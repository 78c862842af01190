import { readFrame } from '../rpc/frame.ts'
import { telegramUp } from '../scenarios/scenario.ts'
import type { Installed } from './installed.ts'

/**
 * A gateway that runs with another configuration has the channels that it names. Those of a scenario stay as the
 * scenario wants them while they are configured.
 */
export function followConfig({ gateway, definition }: Installed): void {
  const telegram = readFrame(readFrame(gateway.state.applied.document?.channels)?.telegram)
  const isOn = telegram !== null && telegram.enabled !== false
  const hasOne = gateway.state.channels.length > 0
  if (!isOn && hasOne) gateway.setChannels([])
  if (isOn && !hasOne && definition !== null) gateway.setChannels([telegramUp])
}
