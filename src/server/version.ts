import stated from '../../package.json' with { type: 'json' }

/** The version of Alongside that this is, as package.json states it. */
export const { version } = stated
