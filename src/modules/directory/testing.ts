import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { foundNetwork } from './found-network.ts'

export { previewImport } from './preview-import.ts'

/** The standard network, as the first start founds it. */
export const foundStandardNetwork = defineUseCase({
  name: 'test.found-standard-network',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'body' }),
  output: z.object({}),
  run: (scene) => foundNetwork(scene, 'standard'),
  audit: () => ({}),
})
