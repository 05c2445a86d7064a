export interface Logger {
  readonly name: string;
}
