import type { LoginRole } from '../roles.ts'

/** The superuser's connection to the cluster that the test run shares. */
export interface TestCluster {
  host: string
  port?: number
  user: string
  password: string
  database: string
}

export const templateName = 'yorube_template'

export function testPasswordOf(role: LoginRole): string {
  return `test-${role}`
}
