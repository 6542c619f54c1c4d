using System.Net;
using Cluster.Cli.Gateway;
using Cluster.Modeling.Artefacts;

namespace Cluster.Cli.Demo;

/// <summary>The demonstration's dealings with the model registry: it promotes nothing, and its model becomes a shadow.</summary>
/// <param name="gateway">The cluster.</param>
/// <param name="settings">Where the demonstration keeps the list of its models.</param>
internal sealed class DemoRegistry(GatewayClient gateway, DemoSettings settings)
{
    private const string Actor = "cluster demo";
    private const string ShadowAlias = "shadow";

    private string Ours => Path.Combine(settings.MusicFolder, "models.txt");

    /// <summary>The champion, which is the starter model or one of an earlier demonstration.</summary>
    /// <param name="starter">The version of the starter model.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CliException">There is none, or it is one of somebody's own: then the folder holds a real catalogue, and synthetic music with labels has no place in it.</exception>
    public async Task<string> RequireChampionAsync(string starter, CancellationToken cancellationToken)
    {
        var champion = (await gateway.GetModelsAsync(cancellationToken)).Value.Champion
            ?? throw new CliException($"the data folder '{settings.DataFolder}' has no champion.", "choose another folder with --data.");
        if (champion == starter || (await EarlierAsync(cancellationToken)).Contains(champion)) return champion;
        throw new CliException(
            $"the data folder '{settings.DataFolder}' has the champion {champion}, so it holds a catalogue of its own, which synthetic music and its labels must not be mixed with.",
            "choose another folder with --data.");
    }

    /// <summary>Registers the model and makes it a shadow, in the place of earlier demonstrations' ones.</summary>
    /// <param name="model">What was trained.</param>
    /// <param name="starter">The version of the starter model.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<DemoRoles> EnterAsync(ModelArtefact model, string starter, CancellationToken cancellationToken)
    {
        var earlier = await EarlierAsync(cancellationToken);
        await File.AppendAllLinesAsync(Ours, [model.Version], cancellationToken);
        var change = new ModelsChange(Actor, null, new ChangeModels(Reason: "A model of the demonstration's synthetic music."));
        try
        {
            await gateway.RegisterModelAsync(model.Pack(), change, cancellationToken);
            var registry = (await gateway.GetModelsAsync(cancellationToken)).Value;
            var champion = registry.Champion!;
            if (champion == model.Version) return new DemoRoles(champion, false, null, false);
            var shadows = registry.Versions.Where(version => version.Aliases?.Contains(ShadowAlias) == true).Select(version => version.Version).ToHashSet();
            foreach (var old in earlier.Where(old => old != model.Version && shadows.Contains(old))) await gateway.UnsetShadowAsync(old, change, cancellationToken);
            var isNew = !shadows.Contains(model.Version);
            if (isNew) await gateway.SetShadowAsync(model.Version, change, cancellationToken);
            return new DemoRoles(champion, champion == starter, model.Version, isNew);
        }
        catch (GatewayException refused) when (refused.Status == HttpStatusCode.Conflict)
        {
            throw new CliException($"the model could not become a shadow: {refused.Message}");
        }
    }

    private async Task<string[]> EarlierAsync(CancellationToken cancellationToken) =>
        File.Exists(Ours) ? [.. (await File.ReadAllLinesAsync(Ours, cancellationToken)).Distinct(StringComparer.Ordinal)] : [];
}
