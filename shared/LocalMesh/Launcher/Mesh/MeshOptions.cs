using SharedSequencer.Launcher.Sidecars;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>What kind of mesh to start.</summary>
public sealed record MeshOptions
{
    /// <summary>Name of the run and of its folder below the data folder, for example <c>up</c>.</summary>
    public required string Run { get; init; }

    /// <summary>Whether this run keeps a folder of its own for ever (<c>up</c>) instead of a new one that is deleted
    /// when it ended well.</summary>
    public bool Lasting { get; init; }

    /// <summary>Whether to use the documented ports instead of free ones.</summary>
    public bool FixedPorts { get; init; }

    /// <summary>Whether to forget the data of earlier runs in the same folder.</summary>
    public bool Fresh { get; init; }

    /// <summary>Folder with real daprd and placement; null takes those on PATH, or else the stand-in. Tests get it
    /// from <see cref="DaprPrograms.FolderVariable"/>.</summary>
    public string? DaprFolder { get; init; } =
        Environment.GetEnvironmentVariable(DaprPrograms.FolderVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Data folder; null is <c>.mesh</c> in the working copy.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Accounts with one million ether on every demo rollup: the development accounts 1 to this.</summary>
    public int FundedAccounts { get; init; } = 1_000;

    /// <summary>Members of the committee; null is what tye.yaml says. The first belongs to the full operator, the others
    /// are bare validators.</summary>
    public int? Validators { get; init; }

    /// <summary>Whether the links between validators go through proxies that can cut them.</summary>
    public bool BreakableLinks { get; init; }

    /// <summary>Rollups without a node that may register besides the demo rollups, for tests of many rollups.</summary>
    public int SpareRollups { get; init; }

    /// <summary>Whether the publisher drives the demo rollups' nodes. If not, rollup blocks are ordered, archived and
    /// streamed, and the nodes answer only what the ingress asks them.</summary>
    public bool DriveRollups { get; init; } = true;

    /// <summary>Variables for every service on top of the generated ones, for example limits.</summary>
    public IReadOnlyDictionary<string, string> ServiceEnvironment { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Clock for every wait.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
