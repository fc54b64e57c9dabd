"""From a key to the last byte of its frame, through a real pseudo-terminal of 120x40.

    cargo run --release --manifest-path benches/compare/Cargo.toml -- generate 100000 > file.jsonl
    PORADA_HOME=home target/release/porada catalogue import file.jsonl
    python3 benches/keys_in_terminal.py target/release/porada home
"""
import fcntl, os, pty, select, signal, struct, sys, termios, time

TYPED = ["parkování", "kontejnery na odpad", "energeticke uspory epc", "sdílená kola", "senior taxi",
         "chytré osvětlení", "dotace na cyklostezky", "popelncie", "v Brně doprava"]
CATALOGUE, ESCAPE = b"\x1bOS", b"\x1b"

binary, home = sys.argv[1:3]
child, terminal = pty.fork()
if child == 0:
    os.environ.update(PORADA_HOME=home, PORADA_LANG="cs", TERM="xterm-256color")
    os.execv(binary, [binary])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))


def last_byte(quiet):
    """When the last byte came before the terminal was quiet for so many seconds."""
    last = None
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65536)
        last = time.perf_counter()
    return last


last_byte(1)
os.write(terminal, CATALOGUE)
last_byte(12)  # until the imported records are read and indexed: no progress is drawn any more
times = []
for text in TYPED:
    for letter in text:
        begin = time.perf_counter()
        os.write(terminal, letter.encode())
        end = last_byte(0.08)
        if end:
            times.append((end - begin) * 1000)
    os.write(terminal, ESCAPE)
    last_byte(0.3)
os.kill(child, signal.SIGTERM)
times.sort()
share = lambda part: times[min(len(times) - 1, int(len(times) * part))]
print(f"{len(times)} keys: p50 {share(.5):.2f}, p99 {share(.99):.2f}, most {times[-1]:.2f} ms")
