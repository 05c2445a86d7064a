/**
 * A package or module that is there only where it is needed, or why it is not. Bundlers leave it to the place where the program runs.
 */
export async function optionalPackage<Module>(name: string): Promise<{ module?: Module; cause?: unknown }> {
  try {
    return { module: (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as Module };
  } catch (cause) {
    return { cause };
  }
}
