import { checkNativeTensorflow, type NativeInstallation } from '@lml/core/engine';

// Run by lml native install in a process of its own: one argument, the installation as JSON.
await checkNativeTensorflow(JSON.parse(process.argv[2]!) as NativeInstallation);
