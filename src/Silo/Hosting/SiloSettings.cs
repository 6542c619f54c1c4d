using Cluster.Catalog;

namespace Cluster.Silo.Hosting;

/// <summary>Where a silo keeps its data and how it is reached. Section <c>Cluster</c> of the settings.</summary>
public sealed class SiloSettings : CatalogSettings
{
    /// <summary>Port for other silos; 0 picks a free one; default 0.</summary>
    public int SiloPort { get; set; }

    /// <summary>Port for gateways; 0 picks a free one; default 0.</summary>
    public int GatewayPort { get; set; }

    /// <summary>Address that other silos and gateways reach this one at; default this machine only.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Worker processes that decode and featurize; 1 to 256; default one a processor.</summary>
    public int FeaturizerWorkers { get; set; } = Environment.ProcessorCount;

    /// <summary>Whether a registry without any model gets the starter model; default yes.</summary>
    public bool StarterModel { get; set; } = true;

    /// <summary>Folder of the starter model's artefact; null for the one that comes with the program.</summary>
    public string? StarterModelFolder { get; set; }

    /// <summary>Where the starter model lies: the folder that is named, or the one beside the program.</summary>
    public string StarterModelPlace => StarterModelFolder ?? Path.Combine(AppContext.BaseDirectory, "starter-model");

    /// <summary>What this silo does beside hosting grains, with commas: <c>serving</c> (works on backfills), <c>trainer</c> (trains models anew); default both.</summary>
    public string Roles { get; set; } = $"{ServingRole},{TrainerRole}";

    /// <summary>Works on backfills.</summary>
    internal const string ServingRole = "serving";

    /// <summary>Trains models anew.</summary>
    internal const string TrainerRole = "trainer";

    /// <summary>Whether this silo has a role.</summary>
    internal bool Has(string role) => RoleNames.Contains(role, StringComparer.OrdinalIgnoreCase);

    private string[] RoleNames => Roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (var problem in base.Validate()) yield return problem;
        if (SiloPort is < 0 or > 65535) yield return $"{Section}:{nameof(SiloPort)} is {SiloPort}; it must lie in 0 to 65535.";
        if (GatewayPort is < 0 or > 65535) yield return $"{Section}:{nameof(GatewayPort)} is {GatewayPort}; it must lie in 0 to 65535.";
        if (!System.Net.IPAddress.TryParse(Address, out _)) yield return $"{Section}:{nameof(Address)} '{Address}' is no IP address.";
        if (StarterModelFolder is not null && !Directory.Exists(StarterModelFolder)) yield return $"{Section}:{nameof(StarterModelFolder)} '{StarterModelFolder}' is no folder.";
        if (RoleNames.FirstOrDefault(role => !string.Equals(role, ServingRole, StringComparison.OrdinalIgnoreCase) && !string.Equals(role, TrainerRole, StringComparison.OrdinalIgnoreCase)) is { } unknown)
            yield return $"{Section}:{nameof(Roles)} names '{unknown}'; known: {ServingRole}, {TrainerRole}.";
        if (FeaturizerWorkers is < 1 or > 256) yield return $"{Section}:{nameof(FeaturizerWorkers)} is {FeaturizerWorkers}; it must lie in 1 to 256.";
    }
}
