import { mainUp, type Scenario } from './scenario.ts'

export const portTaken: Scenario = {
  name: 'port-taken',
  description: "MoltBot is stopped, and a program of another user listens on MoltBot's port.",
  gateways: [{ ...mainUp, run: 'stopped' }],
  strangers: [
    {
      port: mainUp.port,
      comm: 'python3',
      uid: 1001,
      userName: 'casey',
      visible: false,
      answer: { status: 404, contentType: 'text/html;charset=utf-8', body: 'Error response: File not found' },
    },
  ],
}
