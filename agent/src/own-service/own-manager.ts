/** What a person is shown before anything is done, and exactly what is done then. */
export interface OwnServicePlan {
  manager: 'systemd' | 'systemd_user' | 'launchd'
  name: string
  /** In the order in which they are done. */
  steps: OwnStep[]
  /** What a person should know before saying yes. */
  notes: string[]
}

export type OwnStep = { write: string; text: string } | { remove: string } | { run: string[] }

export interface OwnServiceWish {
  port: number
  stateDir: string
  moltbotHome: string | null
}

export interface OwnServiceState {
  manager: OwnServicePlan['manager']
  installed: boolean
  /** Whether it starts with the machine; null where it cannot be told. */
  starts_at_boot: boolean | null
  running: boolean
  pid: number | null
  path: string
}

/** The agent as a service of one manager. Nothing is asked here: whoever calls it has a person's yes to the plan. */
export interface OwnManager {
  /** @throws OwnServiceError */
  planInstall(wish: OwnServiceWish): Promise<OwnServicePlan>
  /** Carries a plan out, checks that the agent answers, and takes everything back when it does not. @throws OwnServiceError */
  install(plan: OwnServicePlan, wish: OwnServiceWish): Promise<void>
  /** Null when there is nothing to remove. @throws OwnServiceError */
  planRemove(): Promise<OwnServicePlan | null>
  remove(plan: OwnServicePlan): Promise<void>
  state(): Promise<OwnServiceState>
}
