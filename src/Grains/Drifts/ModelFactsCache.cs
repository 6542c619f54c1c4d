using Cluster.Catalog.Models;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Drifts;

/// <summary>Facts of the models that were last asked for. A version's artefact never changes, so nothing here grows old.</summary>
public sealed class ModelFactsCache(IModelArtefactStore store)
{
    private const int Most = 16;

    private readonly Lock access = new();
    private readonly LinkedList<(string Version, ModelFacts Facts)> recent = new();

    /// <summary>A version's facts; null where its artefact is not in the store or cannot be read.</summary>
    public async Task<ModelFacts?> FindAsync(string version, CancellationToken cancellationToken)
    {
        if (Known(version) is { } known) return known;
        if (await store.GetAsync(version, cancellationToken) is not { } archive) return null;
        try
        {
            // Unpacking and hashing is CPU work: not on a grain's scheduler.
            var facts = await Task.Run(() => ModelFacts.Of(ModelArtefact.Unpack(archive)), cancellationToken);
            Keep(version, facts);
            return facts;
        }
        catch (ModelArtefactException)
        {
            return null;
        }
    }

    private ModelFacts? Known(string version)
    {
        lock (access)
        {
            for (var node = recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Version != version) continue;
                recent.Remove(node);
                recent.AddFirst(node);
                return node.Value.Facts;
            }

            return null;
        }
    }

    private void Keep(string version, ModelFacts facts)
    {
        lock (access)
        {
            if (recent.Any(known => known.Version == version)) return;
            recent.AddFirst((version, facts));
            if (recent.Count > Most) recent.RemoveLast();
        }
    }
}
