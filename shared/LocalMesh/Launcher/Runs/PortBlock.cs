using System.Globalization;
using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Runs;

/// <summary>A range of ports that no other mesh of this user uses while this one holds it.</summary>
/// <remarks>Below the ephemeral ports (from 32768), because a port that is merely free there may be given to any
/// outgoing connection before the server that it was meant for starts to listen. The hold is a locked file, so it ends
/// with the process, however that ends.</remarks>
internal sealed class PortBlock : IDisposable
{
    /// <summary>How many ports a block has.</summary>
    public const int Size = 128;

    private const int First = 20_000;
    private const int Count = 95;

    private readonly FileStream _hold;

    private PortBlock(int start, FileStream hold)
    {
        Start = start;
        _hold = hold;
    }

    /// <summary>The lowest port of the block.</summary>
    public int Start { get; }

    /// <summary>Takes a block. Runs after each other get different ones, so a late client of an ended run finds
    /// nobody instead of the next run.</summary>
    /// <exception cref="LocalMeshException">All are held.</exception>
    public static PortBlock Take()
    {
        // One folder per user: nobody can lock another's files.
        var folder = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), $"shared-sequencer-ports-{NativeMethods.EffectiveUserId()}"));
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var index = (Environment.ProcessId + attempt) % Count;
            var file = Path.Combine(folder.FullName, index.ToString(CultureInfo.InvariantCulture));
            if (TryHold(file) is { } hold)
                return new PortBlock(First + (index * Size), hold);
        }

        throw new LocalMeshException("Every block of free ports is held by a running mesh.");
    }

    /// <summary>Lets others have it.</summary>
    public void Dispose() => _hold.Dispose();

    private static FileStream? TryHold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
