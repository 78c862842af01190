import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { iso, now, sessionOf } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import type { PendingPairing, Role } from '../../wire.ts'
import { ApproveDialog } from './ApproveDialog.tsx'
import { DeviceTable } from './DeviceTable.tsx'
import { signApproval, signDenial } from './decide-pairing.ts'
import { judgeAccess } from './judge-access.ts'
import { RequestList } from './RequestList.tsx'
import { TokenTable } from './TokenTable.tsx'

const request: PendingPairing = {
  id: 'pp_1',
  pairing_code: 'V3RN-8TKA',
  device_name: 'Pixel 9',
  key_fingerprint: 'SHA256:aaaabbbbccccdddd',
  client: '192.168.1.31',
  status: 'pending',
  role: null,
  started_at: iso(now),
  expires_at: iso(now + 362_000),
}

describe('requests', () => {
  const list = (requests: PendingPairing[]) => {
    const seen: string[] = []
    renderAt(
      <RequestList
        requests={requests}
        agentOffset={0}
        denying={null}
        onReview={() => seen.push('review')}
        onDeny={() => seen.push('deny')}
      />,
    )
    return seen
  }

  it('show who asks, from where, with which key, and how long still', async () => {
    const seen = list([request])
    const item = screen.getByRole('listitem')
    expect(item.textContent).toContain('V3RN-8TKA, from 192.168.1.31, 6:02 left')
    await userEvent.setup().click(within(item).getByRole('button', { name: 'Review' }))
    await userEvent.setup().click(within(item).getByRole('button', { name: 'Deny' }))
    expect(seen).toEqual(['review', 'deny'])
  })

  it('that ended are not offered any more', () => {
    list([{ ...request, expires_at: iso(now - 1) }])
    expect(screen.getByText('No request waits')).toBeDefined()
  })

  it('without a key say what they can never do', () => {
    list([{ ...request, key_fingerprint: null, device_name: null }])
    expect(screen.getByRole('listitem').textContent).toContain('never approve anything')
  })
})

describe('the approval', () => {
  it('opens on its title, proposes the least role, and signs the one that is picked', async () => {
    const user = userEvent.setup()
    const signed: Role[] = []
    renderAt(
      <ApproveDialog
        request={request}
        ownFingerprint="SHA256:1111222233334444"
        busy={false}
        problem={undefined}
        onSign={(role) => signed.push(role)}
        onClose={() => {}}
      />,
    )
    const dialog = await screen.findByRole('dialog', { name: 'Let Pixel 9 in' })
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /Viewer/ }).checked).toBe(true)
    await user.click(within(dialog).getByRole('radio', { name: /Admin/ }))
    await user.click(within(dialog).getByRole('button', { name: 'Sign and approve' }))
    expect(signed).toEqual(['admin'])
  })

  it('names agent, request, key, role and decision in what is signed', async () => {
    const payloads: Record<string, unknown>[] = []
    const key = {
      sign: async (payload: Record<string, unknown>) => {
        payloads.push(payload)
        return 'jws'
      },
    }
    const decision = { pending: request, agentId: 'ag_1', issuedAt: now, key }
    await signApproval('admin', decision)
    await signDenial(decision)
    const common = { aud: 'ag_1', pending_id: 'pp_1', key_fingerprint: 'SHA256:aaaabbbbccccdddd', issued_at: iso(now) }
    expect(payloads).toEqual([
      { ...common, role: 'admin', decision: 'approve' },
      { ...common, role: null, decision: 'deny' },
    ])
  })
})

describe('the first sentence', () => {
  it('counts who is paired, and claims nothing that was not read or is not for this browser', () => {
    const seen = { role: 'owner' as const, devices: 3, waiting: 0, failed: false }
    const unknown = { mark: 'unknown', verdict: 'It is not known who can reach this agent.' }
    expect(judgeAccess(seen)).toEqual({
      verdict: 'Three devices are paired.',
      cause: 'Nobody else waits to be let in.',
    })
    expect(judgeAccess({ ...seen, waiting: 1 }).cause).toBe('One request waits for you.')
    expect(judgeAccess({ ...seen, role: 'admin', devices: null, waiting: null })).toEqual({
      verdict: 'Reading who can reach this agent.',
    })
    expect(judgeAccess({ ...seen, devices: null, failed: true })).toEqual(unknown)
    expect(judgeAccess({ ...seen, silence: 12_000 })).toEqual({
      ...unknown,
      cause: 'The agent has not answered for 12 s.',
    })
    expect(judgeAccess({ ...seen, role: 'viewer', devices: null, waiting: null }).verdict).toBe(
      'This browser may look, and change nothing.',
    )
  })
})

describe('lists', () => {
  it('mark the device that this browser is', () => {
    const { device } = sessionOf()
    if (device === undefined) throw new Error('the fixture has a device')
    renderAt(<DeviceTable devices={[device, { ...device, id: 'd2', this_device: false }]} now={now} agentOffset={0} />)
    expect(screen.getAllByRole('row').filter((row) => row.textContent?.includes('this browser'))).toHaveLength(1)
  })

  it('revoke a token by a button that names it', async () => {
    const revoked: string[] = []
    const token = {
      id: 't1',
      name: 'backup script',
      role: 'viewer' as const,
      scope: 'all' as const,
      created_at: iso(now),
      expires_at: iso(now + 3_600_000),
      last_used_at: null,
    }
    renderAt(
      <TokenTable
        tokens={[token]}
        now={now}
        agentOffset={0}
        revoking={null}
        onRevoke={(one) => revoked.push(one.id)}
      />,
    )
    await userEvent.setup().click(screen.getByRole('button', { name: 'Revoke backup script' }))
    expect(revoked).toEqual(['t1'])
  })
})
