import { compile } from '@inlang/paraglide-js'
import { paraglideOptions } from '../src/platform/words/paraglide.ts'

// The build compiles the catalogues by itself; this is for the type checker and the tests.
await compile(paraglideOptions)
