/** Version of MoltBot Ops. A test compares it with package.json. */
export const agentVersion = '0.3.0'
