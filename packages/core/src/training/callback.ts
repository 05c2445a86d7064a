export interface Callback {
  readonly name: string;
}
