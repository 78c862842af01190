/** Why the agent's own service cannot be set up or removed; the message says what to do. */
export class OwnServiceError extends Error {}
