using System.Globalization;
using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.DemoMusic.Catalogue;

namespace Cluster.DemoMusic.Tests.Catalogue;

/// <summary>Reads manifests by the rules of RFC 4180, independently of the code that writes them.</summary>
internal static class ManifestText
{
    public static IReadOnlyList<DemoTrack> Read(string path) => [.. File.ReadAllLines(path, Encoding.UTF8).Skip(1).Select(Split).Select(cells =>
        new DemoTrack(
            cells[0],
            Enum.GetValues<EmotionLabel>().Single(label => label.ToName() == cells[1]),
            cells[2],
            cells[3],
            cells[4],
            cells[5],
            cells[6],
            int.Parse(cells[7], CultureInfo.InvariantCulture)))];

    private static List<string> Split(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cells[^1] += line[i++];
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) cells.Add("");
            else cells[^1] += line[i];
        }

        return cells;
    }
}
