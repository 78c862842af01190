import { expect, test } from 'vitest'
import { signWebhook } from './sign-webhook.ts'

test('signs as the example of the Standard Webhooks libraries does', () => {
  const secret = `whsec_${['MfKQ9r8GKYqrTwjU', 'PD8ILPZIo2LaLaSw'].join('')}`
  const headers = signWebhook('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_999, '{"test": 2432232314}', secret)
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})
