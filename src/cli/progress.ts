/** Says on standard error what is going on while one waits: on a terminal in one line that changes, else a line each. */
export interface Progress {
  show(text: string): void;
  done(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let open = false;
  return {
    show(text) {
      stream.write(stream.isTTY ? `\r\u001B[2K${text} …` : `${text}\n`);
      open = stream.isTTY;
    },
    done() {
      if (open) stream.write('\r\u001B[2K');
      open = false;
    },
  };
}
